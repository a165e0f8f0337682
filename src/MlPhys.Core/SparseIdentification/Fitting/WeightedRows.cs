using System.Numerics.Tensors;

namespace MlPhys.SparseIdentification.Fitting;

/// <summary>One row a sample, divided by the standard deviation that its noise has up to a common factor.</summary>
internal sealed class WeightedRows(double[] weights) : IRows
{
    /// <summary>Number of samples.</summary>
    public int Count => weights.Length;

    /// <summary>The logarithm of the map's determinant, the price of weights in the likelihood.</summary>
    public double LogDeterminant => weights.Sum(Math.Log);

    /// <summary>The values over their deviations.</summary>
    public double[] Of(ReadOnlySpan<double> samples)
    {
        var rows = new double[weights.Length];
        TensorPrimitives.Multiply(samples, weights, rows);
        return rows;
    }
}
