namespace MlPhys.Numerics.Optimisation;

/// <summary>Where a parameter ended relative to its bounds.</summary>
public enum BoundState
{
    /// <summary>Inside its bounds, or pushed inwards by the data.</summary>
    Free,

    /// <summary>At its lower bound; the data would have it lower.</summary>
    AtLower,

    /// <summary>At its upper bound; the data would have it higher.</summary>
    AtUpper,
}

/// <summary>One fitted parameter.</summary>
/// <param name="Index">Place in the parameter vector.</param>
/// <param name="Value">Estimate, in the parameter's own unit.</param>
/// <param name="StandardError">Standard error in the same unit; infinite: not determined by the data; NaN: at a bound, or no degrees of freedom.</param>
/// <param name="Bound">Whether it ended at a bound.</param>
public sealed record ParameterEstimate(int Index, double Value, double StandardError, BoundState Bound);
