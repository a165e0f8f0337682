using System.Numerics.Tensors;
using MlPhys.SparseIdentification.Fitting;

namespace MlPhys.SparseIdentification.Weak;

/// <summary>The weak form in time: integrals against test functions (1 - s^2)^p of one half-width, by the trapezoid rule,
/// which is spectrally accurate because they vanish smoothly at their ends.</summary>
/// <remarks>Integration by parts turns x' = f(x) into -int phi' x dt = int phi f dt: no derivative of the data is needed.</remarks>
internal sealed class WeakRows : IRows
{
    private readonly List<(int First, double[] Value, double[] Slope)> functions = [];

    /// <summary>Test functions over trajectories laid end to end.</summary>
    /// <param name="times">The times of each trajectory.</param>
    /// <param name="halfWidth">Half-width in samples.</param>
    /// <param name="stride">Samples between centres.</param>
    /// <param name="power">Exponent p.</param>
    public WeakRows(IEnumerable<double[]> times, int halfWidth, int stride, int power)
    {
        var offset = 0;
        foreach (var t in times)
        {
            var even = Derivatives.LocalPolynomial.IsEven(t);
            (double[], double[])? shared = null;
            for (var centre = halfWidth; centre + halfWidth < t.Length; centre += stride)
            {
                var window = t.AsSpan(centre - halfWidth, 2 * halfWidth + 1);
                var (value, slope) = even ? shared ??= Function(window, power) : Function(window, power);
                functions.Add((offset + centre - halfWidth, value, slope));
            }
            offset += t.Length;
        }
    }

    /// <summary>Number of test functions.</summary>
    public int Count => functions.Count;

    /// <summary>First sample, values and slopes of a test function with its weights.</summary>
    public (int First, double[] Value, double[] Slope) this[int function] => functions[function];

    /// <summary>The integrals of a function of the state against the test functions.</summary>
    public double[] Of(ReadOnlySpan<double> samples)
    {
        var rows = new double[Count];
        for (var k = 0; k < rows.Length; k++)
            rows[k] = TensorPrimitives.Dot(
                functions[k].Value,
                samples.Slice(functions[k].First, functions[k].Value.Length)
            );
        return rows;
    }

    /// <summary>The integrals of the time derivative of a state against the test functions, by parts.</summary>
    public double[] OfDerivative(ReadOnlySpan<double> samples)
    {
        var rows = new double[Count];
        for (var k = 0; k < rows.Length; k++)
            rows[k] = -TensorPrimitives.Dot(
                functions[k].Slope,
                samples.Slice(functions[k].First, functions[k].Slope.Length)
            );
        return rows;
    }

    /// <summary>Values and slopes of the test function with the trapezoid weights, scaled so that |values| = 1.</summary>
    private static (double[] Value, double[] Slope) Function(ReadOnlySpan<double> t, int power)
    {
        var n = t.Length;
        var (middle, half) = ((t[0] + t[n - 1]) / 2, (t[n - 1] - t[0]) / 2);
        var (value, slope) = (new double[n], new double[n]);
        for (var i = 1; i < n - 1; i++)
        {
            var s = (t[i] - middle) / half;
            var weight = (t[i + 1] - t[i - 1]) / 2;
            value[i] = weight * Math.Pow(1 - s * s, power);
            slope[i] = weight * -2 * power * s * Math.Pow(1 - s * s, power - 1) / half;
        }
        var norm = TensorPrimitives.Norm<double>(value);
        TensorPrimitives.Divide(value, norm, value);
        TensorPrimitives.Divide(slope, norm, slope);
        return (value, slope);
    }
}
