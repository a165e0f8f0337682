using MlPhys.SparseIdentification.Fitting;

namespace MlPhys.SparseIdentification.Adaptive;

/// <summary>One target to explain: the variables at the samples, the map to rows, and the target's rows.</summary>
/// <param name="Columns">The variables, one column each, at the samples.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="Rows">The map from samples to rows.</param>
/// <param name="Target">The target, one value a row.</param>
internal sealed record Regression(IReadOnlyList<double[]> Columns, int Samples, IRows Rows, double[] Target)
{
    /// <summary>Relative residual below which fits count as exact: rounding, quadrature.</summary>
    private const double RelativeFloor = 1e-5;

    /// <summary>Number of rows.</summary>
    public int Count => Target.Length;

    /// <summary>Sum of squares of the target.</summary>
    public double TotalSquares { get; } = Target.Sum(y => y * y);

    /// <summary>Sum of squares that cannot be told from zero; keeps clean data from growing terms of no size.</summary>
    public double Floor => RelativeFloor * RelativeFloor * TotalSquares;
}
