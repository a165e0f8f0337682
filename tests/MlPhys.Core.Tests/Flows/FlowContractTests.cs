using MlPhys.Flows;

namespace MlPhys.Core.Tests.Flows;

/// <summary>What every flow must do; a new kind is added to <see cref="FlowCases"/> and meets all of it.</summary>
public class FlowContractTests
{
    private const int Count = 70;

    [Theory]
    [MemberData(nameof(FlowCases.BijectiveNames), MemberType = typeof(FlowCases))]
    public void Inverse_returns_to_the_data(string name)
    {
        var flow = (BijectiveFlow)FlowCases.Of(name);
        var x = FlowCases.Points(flow, Count);
        var z = flow.ToLatent(x).Values;
        var back = flow.FromLatent(WithContext(z, x));
        for (var i = 0; i < Count; i++)
        for (var j = 0; j < flow.Dimension; j++)
            Assert.Equal(x[i, j], back[i, j], 1e-10 * Math.Max(1, Math.Abs(x[i, j])));
    }

    [Theory]
    [MemberData(nameof(FlowCases.BijectiveNames), MemberType = typeof(FlowCases))]
    public void Inverse_returns_to_the_data_in_single_precision(string name)
    {
        var flow = (BijectiveFlow)FlowCases.Of(name);
        var x = FlowCases.Points(flow, Count);
        var back = flow.FromLatent(FlowCases.Single(WithContext(flow.ToLatent(FlowCases.Single(x)).Values, x)));
        for (var i = 0; i < Count; i++)
        for (var j = 0; j < flow.Dimension; j++)
            Assert.Equal(x[i, j], back[i, j], 2e-4 * Math.Max(1, Math.Abs(x[i, j])));
    }

    [Theory]
    [MemberData(nameof(FlowCases.BijectiveNames), MemberType = typeof(FlowCases))]
    public void Log_determinant_is_that_of_the_differentiated_map(string name)
    {
        var flow = (BijectiveFlow)FlowCases.Of(name);
        var x = FlowCases.Points(flow, 12);
        var latent = flow.ToLatent(x);
        for (var i = 0; i < 12; i++)
        {
            var jacobian = flow.LatentJacobian([.. Enumerable.Range(0, x.GetLength(1)).Select(j => x[i, j])]);
            Assert.Equal(LogDeterminant(jacobian), latent.LogDeterminant[i], 1e-8);
        }
    }

    [Theory]
    [MemberData(nameof(FlowCases.Names), MemberType = typeof(FlowCases))]
    public void Score_is_the_slope_of_the_log_density(string name)
    {
        var flow = FlowCases.Of(name);
        var x = FlowCases.Points(flow, Count);
        var score = flow.Score(x);
        for (var j = 0; j < flow.Dimension; j++)
        {
            var slope = Slope(x, j, 1e-5, flow.LogDensity);
            for (var i = 0; i < Count; i++)
                Assert.Equal(slope[i], score[i, j], 2e-5 * (1 + Math.Abs(slope[i])));
        }
    }

    [Theory]
    [MemberData(nameof(FlowCases.Names), MemberType = typeof(FlowCases))]
    public void Gradient_reaches_every_parameter(string name)
    {
        var flow = FlowCases.Of(name);
        var x = FlowCases.Points(flow, Count);
        var gradient = flow.ParameterGradient(x);
        Assert.Equal(flow.ParameterCount, gradient.Length);
        var parameters = flow.Parameters;
        var stride = Math.Max(1, gradient.Length / 60);
        for (var p = 0; p < gradient.Length; p += stride)
        {
            double Mean(double shift)
            {
                var moved = (double[])parameters.Clone();
                moved[p] += shift;
                return flow.WithParameters(moved).LogDensity(x).Average();
            }
            Assert.Equal((Mean(1e-5) - Mean(-1e-5)) / 2e-5, gradient[p], 1e-6 * (1 + Math.Abs(gradient[p])));
        }
        Assert.True(gradient.Count(g => g != 0) >= 0.9 * gradient.Length);
    }

    [Theory]
    [MemberData(nameof(FlowCases.Names), MemberType = typeof(FlowCases))]
    public void Samples_carry_their_log_density(string name)
    {
        var flow = FlowCases.Of(name);
        var context = FlowCases.Points(Count, flow.ContextDimension, 5);
        var drawn = flow.ContextDimension > 0 ? flow.SampleGiven(context, 1) : flow.SampleWithLogDensity(Count, 1);
        var density = flow.LogDensity(WithContext(drawn.Samples, Padded(context, flow.Dimension)));
        for (var i = 0; i < Count; i++)
            Assert.Equal(density[i], drawn.LogDensity[i], 1e-8);
    }

    [Theory]
    [MemberData(nameof(FlowCases.Names), MemberType = typeof(FlowCases))]
    public void Mean_score_over_samples_vanishes_and_contracts_to_minus_the_dimension(string name)
    {
        var flow = FlowCases.Of(name);
        if (flow.ContextDimension > 0)
            return;
        var many = name == "continuous" ? 1_000 : 20_000;
        var samples = flow.Sample(many, 3);
        var score = flow.Score(samples);
        double[] terms =
        [
            .. Enumerable
                .Range(0, many)
                .Select(i => Enumerable.Range(0, flow.Dimension).Sum(j => samples[i, j] * score[i, j])),
        ];
        var (mean, error) = MeanAndError(terms);
        Assert.InRange(mean, -flow.Dimension - 4 * error, -flow.Dimension + 4 * error);
    }

    [Theory]
    [MemberData(nameof(FlowCases.Names), MemberType = typeof(FlowCases))]
    public void File_brings_back_the_same_bits(string name)
    {
        using var folder = new TemporaryFolder();
        var path = folder["flow.bin"];
        var flow = FlowCases.Of(name);
        flow.Save(path);
        var x = FlowCases.Points(flow, Count);
        Assert.Equal(flow.LogDensity(x), FlowCases.Load(name, path).LogDensity(x));
    }

    [Theory]
    [MemberData(nameof(FlowCases.Names), MemberType = typeof(FlowCases))]
    public void Single_precision_follows_double(string name)
    {
        var flow = FlowCases.Of(name);
        var x = FlowCases.Points(flow, Count);
        var (exact, rounded) = (flow.LogDensity(x), flow.LogDensity(FlowCases.Single(x)));
        var (score, roundedScore) = (flow.Score(x), flow.Score(FlowCases.Single(x)));
        for (var i = 0; i < Count; i++)
        {
            Assert.Equal(exact[i], rounded[i], 1e-4 * (1 + Math.Abs(exact[i])));
            for (var j = 0; j < flow.Dimension; j++)
                Assert.Equal(score[i, j], roundedScore[i, j], 5e-3 * (1 + Math.Abs(score[i, j])));
        }
    }

    [Theory]
    [MemberData(nameof(FlowCases.Names), MemberType = typeof(FlowCases))]
    public void Threads_do_not_change_a_bit(string name)
    {
        var flow = FlowCases.Of(name);
        var x = FlowCases.Points(flow, 500);
        Assert.Equal(flow.WithThreads(1).LogDensity(x), flow.WithThreads(3).LogDensity(x));
        Assert.Equal(flow.WithThreads(1).ParameterGradient(x), flow.WithThreads(3).ParameterGradient(x));
    }

    [Theory]
    [MemberData(nameof(FlowCases.Names), MemberType = typeof(FlowCases))]
    public void Far_out_everything_is_finite(string name)
    {
        var flow = FlowCases.Of(name);
        var x = FlowCases.Points(Count, flow.Dimension + flow.ContextDimension, 9, 20 / Math.Sqrt(flow.Dimension));
        Assert.All(flow.Score(x).Cast<double>(), value => Assert.True(double.IsFinite(value)));
        Assert.All(flow.Score(FlowCases.Single(x)).Cast<float>(), value => Assert.True(float.IsFinite(value)));
    }

    internal static double[] Slope(double[,] x, int column, double step, Func<double[,], double[]> function)
    {
        var (up, down) = ((double[,])x.Clone(), (double[,])x.Clone());
        for (var i = 0; i < x.GetLength(0); i++)
        {
            up[i, column] += step;
            down[i, column] -= step;
        }
        return [.. function(up).Zip(function(down), (a, b) => (a - b) / (2 * step))];
    }

    private static double[,] WithContext(double[,] values, double[,] x)
    {
        var all = new double[values.GetLength(0), x.GetLength(1)];
        for (var i = 0; i < all.GetLength(0); i++)
        for (var j = 0; j < all.GetLength(1); j++)
            all[i, j] = j < values.GetLength(1) ? values[i, j] : x[i, j];
        return all;
    }

    private static double[,] Padded(double[,] context, int columns)
    {
        var all = new double[context.GetLength(0), columns + context.GetLength(1)];
        for (var i = 0; i < all.GetLength(0); i++)
        for (var j = columns; j < all.GetLength(1); j++)
            all[i, j] = context[i, j - columns];
        return all;
    }

    private static (double Mean, double Error) MeanAndError(double[] values)
    {
        var mean = values.Average();
        return (mean, Math.Sqrt(values.Average(v => (v - mean) * (v - mean)) / values.Length));
    }

    private static double LogDeterminant(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var a = (double[,])matrix.Clone();
        var sum = 0.0;
        for (var k = 0; k < n; k++)
        {
            var pivot = Enumerable.Range(k, n - k).MaxBy(i => Math.Abs(a[i, k]));
            for (var j = 0; j < n; j++)
                (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
            sum += Math.Log(Math.Abs(a[k, k]));
            for (var i = k + 1; i < n; i++)
            {
                var factor = a[i, k] / a[k, k];
                for (var j = k; j < n; j++)
                    a[i, j] -= factor * a[k, j];
            }
        }
        return sum;
    }
}
