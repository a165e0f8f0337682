using System.Numerics.Tensors;

namespace MlPhys.SparseIdentification.Fitting;

/// <summary>One row a sample, divided by the standard deviation that its noise has up to a common factor.</summary>
internal sealed class WeightedRows(double[] weights) : IRows
{
    /// <inheritdoc cref="IRows.Count"/>
    public int Count => weights.Length;

    /// <summary>The logarithm of the map's determinant, the price of weights in the likelihood.</summary>
    public double LogDeterminant => weights.Sum(Math.Log);

    /// <inheritdoc cref="IRows.Of"/>
    public double[] Of(ReadOnlySpan<double> samples)
    {
        var rows = new double[weights.Length];
        TensorPrimitives.Multiply(samples, weights, rows);
        return rows;
    }
}
