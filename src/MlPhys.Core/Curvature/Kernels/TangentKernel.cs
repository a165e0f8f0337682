namespace MlPhys.Curvature.Kernels;

/// <summary>A computed tangent kernel.</summary>
/// <param name="Mode">How much of it was asked for.</param>
/// <param name="Values">
/// Full: [n1 C, n2 C], sample-major; trace: [n1, n2], summed over outputs; diagonal: [n, C].
/// </param>
/// <param name="Outputs">Outputs C of the network.</param>
public sealed record TangentKernel(KernelMode Mode, double[,] Values, int Outputs)
{
    /// <summary>The observables of a square kernel.</summary>
    /// <param name="clip">How small eigenvalues are treated; relative 1e-14 of the largest without it.</param>
    /// <exception cref="ArgumentException">The kernel is a diagonal, or between different samples.</exception>
    public KernelObservables Observables(EigenvalueClip? clip = null) => KernelObservables.Of(Square(), clip);

    /// <summary>The matrix of a kernel of one set of samples.</summary>
    private double[,] Square() =>
        Mode != KernelMode.Diagonal
            ? Values
            : throw new ArgumentException(
                "a diagonal has no spectrum; ask for the full kernel or its trace",
                nameof(Mode)
            );
}
