using System.Collections.Immutable;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Kernels;

/// <summary>Numbers that describe a kernel matrix of n rows. Entropies are in nats.</summary>
/// <remarks>
/// Entropy, self-entropy and trace as used by Krippendorf and Spannowsky and by Tovey et al. (arXiv 2305.00995, 2410.07451).
/// </remarks>
/// <param name="Size">n.</param>
/// <param name="Trace">Sum of the eigenvalues.</param>
/// <param name="Entropy">Von Neumann entropy of the eigenvalues over their sum.</param>
/// <param name="ParticipationRatio">(tr K)^2 / ||K||_F^2: an effective number of eigenvalues, near 1 on images unless the kernel is centred.</param>
/// <param name="SelfEntropy">Shannon entropy of the roots of the diagonal over their sum.</param>
/// <param name="Largest">Largest eigenvalue.</param>
/// <param name="Eigenvalues">In descending order.</param>
public sealed record KernelObservables(
    int Size,
    double Trace,
    double Entropy,
    double ParticipationRatio,
    double SelfEntropy,
    double Largest,
    ImmutableArray<double> Eigenvalues
)
{
    /// <summary>Trace / n.</summary>
    public double MeanEigenvalue => Trace / Size;

    /// <summary>Entropy / ln n; 0 for one row.</summary>
    public double EffectiveEntropy => Size > 1 ? Entropy / Math.Log(Size) : 0;

    /// <summary>exp(entropy): an effective rank.</summary>
    public double EffectiveRank => Math.Exp(Entropy);

    /// <summary>Self-entropy / ln n; 0 for one row.</summary>
    public double EffectiveSelfEntropy => Size > 1 ? SelfEntropy / Math.Log(Size) : 0;

    /// <summary>Share of the largest eigenvalue in the trace.</summary>
    public double LargestFraction => Largest / Trace;

    /// <summary>Computes them.</summary>
    /// <param name="kernel">[n, n], symmetric, positive semidefinite, not zero.</param>
    /// <param name="clip">How small eigenvalues are treated; relative 1e-14 of the largest without it.</param>
    /// <exception cref="ArgumentException">Not square, not finite, or of trace zero.</exception>
    public static KernelObservables Of(double[,] kernel, EigenvalueClip? clip = null)
    {
        var n = KernelMatrix.Require(kernel, nameof(kernel));
        var trace = KernelMatrix.Trace(kernel);
        if (!(trace > 0))
            throw new ArgumentException($"kernel has trace {trace}; a positive one is needed", nameof(kernel));
        var eigenvalues = Spectrum(kernel);
        var floor = (clip ?? EigenvalueClip.Relative()).Floor(eigenvalues[0]);
        var roots = Enumerable.Range(0, n).Select(i => Math.Sqrt(Math.Max(kernel[i, i], 0)));
        return new KernelObservables(
            n,
            trace,
            ShannonEntropy([.. eigenvalues.Select(v => Math.Max(v, floor))]),
            trace * trace / KernelMatrix.Inner(kernel, kernel),
            ShannonEntropy([.. roots]),
            eigenvalues[0],
            [.. eigenvalues]
        );
    }

    private static double[] Spectrum(double[,] kernel)
    {
        using var scope = NewDisposeScope();
        var values = linalg.eigvalsh(from_array(kernel)).data<double>().ToArray();
        Array.Reverse(values);
        return values;
    }

    private static double ShannonEntropy(double[] weights)
    {
        var sum = weights.Sum();
        return -weights.Where(w => w > 0).Sum(w => w / sum * Math.Log(w / sum));
    }
}
