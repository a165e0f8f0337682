namespace MlPhys.Curvature.Kernels;

/// <summary>The floor to which eigenvalues of a kernel are lifted before they become probabilities.</summary>
/// <param name="Value">The floor.</param>
/// <param name="IsRelative">Whether it counts in units of the largest eigenvalue.</param>
public sealed record EigenvalueClip(double Value, bool IsRelative)
{
    /// <summary>In units of the largest eigenvalue.</summary>
    public static EigenvalueClip Relative(double value = 1e-14) => new(value, true);

    /// <summary>As it stands; 1e-14 is what published entropies of kernels use.</summary>
    public static EigenvalueClip Absolute(double value = 1e-14) => new(value, false);

    internal double Floor(double largest) => IsRelative ? Value * Math.Max(largest, 0) : Value;
}
