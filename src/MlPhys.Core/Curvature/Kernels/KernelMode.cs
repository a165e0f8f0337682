namespace MlPhys.Curvature.Kernels;

/// <summary>How much of a tangent kernel is asked for.</summary>
public enum KernelMode
{
    /// <summary>Every pair of samples and outputs.</summary>
    Full,

    /// <summary>Summed over equal outputs: one number a pair of samples. (neural-tangents divides by the number of outputs.)</summary>
    Trace,

    /// <summary>Each output of each sample with itself.</summary>
    Diagonal,
}
