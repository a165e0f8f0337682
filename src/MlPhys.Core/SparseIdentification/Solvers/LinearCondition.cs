namespace MlPhys.SparseIdentification.Solvers;

/// <summary>A condition row x coefficients = value, or at most value.</summary>
internal sealed record LinearCondition(double[] Row, double Value, bool IsEquality);
