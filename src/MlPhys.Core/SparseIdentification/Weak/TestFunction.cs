using System.Numerics.Tensors;

namespace MlPhys.SparseIdentification.Weak;

/// <summary>Derivatives of the test function (1 - s^2)^p on an even grid, with the trapezoid weights.</summary>
internal static class TestFunction
{
    /// <summary>The derivative of given order at the grid points from -halfWidth to halfWidth, times the step.</summary>
    public static double[] Derivative(int halfWidth, double step, int power, int order)
    {
        var polynomial = Coefficients(power);
        for (var k = 0; k < order; k++)
            polynomial = [.. polynomial.Skip(1).Select((c, i) => c * (i + 1))];
        var scale = step / Math.Pow(halfWidth * step, order);
        return
        [
            .. Enumerable
                .Range(-halfWidth, 2 * halfWidth + 1)
                .Select(i => scale * Horner(polynomial, (double)i / halfWidth)),
        ];
    }

    /// <summary>Sums of windows of a signal against weights, one for each centre.</summary>
    public static double[] Project(ReadOnlySpan<double> signal, double[] weights, int stride)
    {
        var centres = (signal.Length - weights.Length) / stride + 1;
        var result = new double[centres];
        for (var c = 0; c < centres; c++)
            result[c] = TensorPrimitives.Dot(signal.Slice(c * stride, weights.Length), weights);
        return result;
    }

    /// <summary>The coefficients of (1 - s^2)^p by rising powers of s.</summary>
    private static double[] Coefficients(int power)
    {
        var result = new double[2 * power + 1];
        var binomial = 1.0;
        for (var k = 0; k <= power; k++)
        {
            result[2 * k] = k % 2 == 0 ? binomial : -binomial;
            binomial = binomial * (power - k) / (k + 1);
        }
        return result;
    }

    private static double Horner(double[] polynomial, double s)
    {
        var value = 0.0;
        for (var k = polynomial.Length - 1; k >= 0; k--)
            value = value * s + polynomial[k];
        return value;
    }
}
