namespace MlPhys.SparseIdentification.Rates;

/// <summary>How the scatter of measured rates depends on their size.</summary>
public enum NoiseModel
{
    /// <summary>The more likely of the two below, by the likelihood of the best law under each.</summary>
    Auto,

    /// <summary>The same standard deviation everywhere.</summary>
    Additive,

    /// <summary>A standard deviation in proportion to the rate itself.</summary>
    Relative,
}
