namespace MlPhys.SparseIdentification.Tables;

/// <summary>What NaN in a measured column means.</summary>
public enum MissingValues
{
    /// <summary>A mistake: the column is refused.</summary>
    Refused,

    /// <summary>A sample that was not measured: the likelihood leaves it out.</summary>
    Kept,
}
