using System.Numerics.Tensors;

namespace MlPhys.SparseIdentification.Derivatives;

/// <summary>Least-squares polynomials in a moving window, the Savitzky-Golay filter on even and uneven times alike.</summary>
/// <param name="times">Rising times.</param>
/// <param name="halfWidth">Samples on either side of the middle one.</param>
/// <param name="order">Order of the polynomial.</param>
internal sealed class LocalPolynomial(double[] times, int halfWidth, int order)
{
    private readonly bool isEven = IsEven(times);
    private double[]? interior;
    private int interiorDerivative = -1;

    /// <summary>The value or a derivative at every time, and the mean weight that a value has in its own estimate.</summary>
    /// <param name="values">Values at the times.</param>
    /// <param name="derivative">0 for the smoothed value, 1 for the first derivative, ....</param>
    public (double[] Values, double Leverage) Apply(double[] values, int derivative = 0)
    {
        var result = new double[values.Length];
        var leverage = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            var first = Math.Clamp(i - halfWidth, 0, Math.Max(0, values.Length - 2 * halfWidth - 1));
            var weights = Weights(i, first, derivative);
            result[i] = TensorPrimitives.Dot(weights, values.AsSpan(first, weights.Length));
            leverage += weights[i - first];
        }
        return (result, leverage / values.Length);
    }

    /// <summary>Whether the times are evenly spaced to a millionth of a step.</summary>
    public static bool IsEven(double[] times)
    {
        var step = (times[^1] - times[0]) / (times.Length - 1);
        for (var i = 1; i < times.Length; i++)
            if (Math.Abs(times[i] - times[i - 1] - step) > 1e-6 * step)
                return false;
        return true;
    }

    private ReadOnlySpan<double> Weights(int i, int first, int derivative)
    {
        var length = Math.Min(2 * halfWidth + 1, times.Length);
        if (!isEven || i - first != halfWidth)
            return Computed(times[i], times.AsSpan(first, length), derivative);
        if (interior is null || interiorDerivative != derivative)
            (interior, interiorDerivative) = (Computed(times[i], times.AsSpan(first, length), derivative), derivative);
        return interior;
    }

    /// <summary>Weights by Gram-Schmidt on the powers of the scaled time, twice for accuracy.</summary>
    private double[] Computed(double at, ReadOnlySpan<double> window, int derivative)
    {
        var n = window.Length;
        var reach = Math.Max(at - window[0], window[n - 1] - at);
        var terms = Math.Min(order, n - 1) + 1;
        var basis = new double[terms][];
        var jets = new double[terms][];
        for (var k = 0; k < terms; k++)
        {
            var (column, jet) = (new double[n], new double[terms]);
            for (var i = 0; i < n; i++)
                column[i] = Math.Pow((window[i] - at) / reach, k);
            jet[k] = 1;
            for (var pass = 0; pass < 2; pass++)
            for (var j = 0; j < k; j++)
            {
                var part = TensorPrimitives.Dot<double>(column, basis[j]);
                TensorPrimitives.MultiplyAdd(basis[j], -part, column, column);
                TensorPrimitives.MultiplyAdd(jets[j], -part, jet, jet);
            }
            var norm = TensorPrimitives.Norm<double>(column);
            TensorPrimitives.Divide(column, norm, column);
            TensorPrimitives.Divide(jet, norm, jet);
            (basis[k], jets[k]) = (column, jet);
        }
        var weights = new double[n];
        var factor = Enumerable.Range(1, derivative).Aggregate(1.0, (f, k) => f * k / reach);
        for (var k = derivative; k < terms; k++)
            TensorPrimitives.MultiplyAdd(basis[k], factor * jets[k][derivative], weights, weights);
        return weights;
    }
}
