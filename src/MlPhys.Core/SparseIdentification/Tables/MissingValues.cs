namespace MlPhys.SparseIdentification.Tables;

/// <summary>What NaN in a measured column means.</summary>
public enum MissingValues
{
    /// <summary>A mistake: the column is refused.</summary>
    Refused,

    /// <summary>A value that was not measured. The likelihood of trajectories leaves out that value alone; regressions of
    /// derivatives leave out the whole sample, the weak form fills short gaps from their neighbours, and both cut the trajectory at
    /// long gaps; fits of rates leave out the measurement.</summary>
    Kept,
}
