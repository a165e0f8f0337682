using MlPhys.Core.Tests.Turbulence.Gradients;
using MlPhys.Numerics.Random;
using MlPhys.Turbulence.Gradients;
using MlPhys.Turbulence.Statistics;

namespace MlPhys.Core.Tests.Turbulence.Statistics;

public class GradientStatisticsTests
{
    [Fact]
    public void A_Gaussian_has_the_values_of_the_closed_forms_within_its_errors()
    {
        var statistics = GradientStatistics.Of(GradientReaderTests.Isotropic(40_000));
        var known = statistics.Rows.Where(r => !double.IsNaN(r.Gaussian) && r.StandardError > 1e-9).ToArray();
        Assert.True(known.Length > 15);
        Assert.All(known, r => Assert.InRange((r.Value - r.Gaussian) / r.StandardError, -4.5, 4.5));
        Assert.All(
            statistics.Longitudinal.Centres.Zip(statistics.Longitudinal.Values).Where(p => Math.Abs(p.First) < 2),
            p => Assert.Equal(Math.Exp(-p.First * p.First / 2) / Math.Sqrt(2 * Math.PI), p.Second, 0.02)
        );
        Assert.All(statistics.Alignments[1].Values, v => Assert.Equal(1, v, 0.15));
    }

    [Fact]
    public void Direction_averages_are_the_invariants_of_the_tensor()
    {
        double[] a = [0.3, -0.8, 0.4, 1.1, -0.9, 0.2, -0.5, 0.7, 0.6];
        Assert.Equal(0, a[0] + a[4] + a[8], 1e-15);
        var measures = new GradientMeasures(new double[14]);
        measures.Take(a);
        Assert.Equal(2.0 / 15 * measures.StrainSquare, measures.Longitudinal[0], 1e-14);
        Assert.Equal(4.0 / 105 * Math.Pow(measures.StrainSquare, 2), measures.Longitudinal[1], 1e-14);
        // <A12²> over all directions of a traceless tensor: (4 A:A - Tr A²)/30.
        Assert.Equal((4 * measures.Square - measures.TraceSquare) / 30, measures.Transverse[0], 1e-14);
        var (sum, stream) = (0.0, new RandomStream(3));
        for (var draw = 0; draw < 100_000; draw++)
        {
            var (n, m) = Frame(stream);
            var value = 0.0;
            for (var i = 0; i < 3; i++)
            for (var j = 0; j < 3; j++)
                value += n[i] * a[3 * i + j] * m[j];
            sum += Math.Pow(value, 4) / 100_000;
        }
        Assert.Equal(1, sum / measures.Transverse[1], 0.02);
    }

    [Fact]
    public void Eigenvalues_and_cosines_are_those_of_a_turned_diagonal_tensor()
    {
        var (stream, values, cosines) = (new RandomStream(8), new double[3], new double[3]);
        for (var draw = 0; draw < 50; draw++)
        {
            var (n, m) = Frame(stream);
            double[] k = [n[1] * m[2] - n[2] * m[1], n[2] * m[0] - n[0] * m[2], n[0] * m[1] - n[1] * m[0]];
            double S(int i, int j) => 2 * n[i] * n[j] + 0.5 * m[i] * m[j] - 2.5 * k[i] * k[j];
            double[] v = [n[0] + 2 * m[0], n[1] + 2 * m[1], n[2] + 2 * m[2]];
            StrainEigen.Of([S(0, 0), S(0, 1), S(0, 2), S(1, 1), S(1, 2), S(2, 2)], v, values, cosines);
            Assert.Equal([2, 0.5, -2.5], values.Select(x => Math.Round(x, 12)));
            Assert.Equal([0.2, 0.8, 0], cosines.Select(x => Math.Round(x, 12)));
        }
    }

    [Fact]
    public void Errors_by_blocks_of_time_see_correlations()
    {
        // Every snapshot repeats the same ten tensors of its block: the rows say little more than the blocks.
        var few = GradientReaderTests.Isotropic(500).Values;
        var values = new double[9 * 20 * 500];
        for (var p = 0; p < 20; p++)
        for (var t = 0; t < 500; t++)
            few.AsSpan(9 * (t / 20 * 20), 9).CopyTo(values.AsSpan(9 * (p * 500 + t)));
        var set = VelocityGradients.Of(
            values,
            [.. Enumerable.Range(0, 500).Select(i => 0.1 * i)],
            new FlowScales(1, 1)
        );
        var correlated = GradientStatistics.Of(set).Row("cos2(w, e2)");
        var independent = GradientStatistics.Of(GradientReaderTests.Isotropic(10_000)).Row("cos2(w, e2)");
        Assert.InRange(correlated.StandardError / independent.StandardError, 8, 50);
    }

    [Fact]
    public void A_conditional_mean_is_the_function_of_the_condition()
    {
        static double Square(double[] a) => a.Sum(v => v * v);
        var mean = ConditionalMean.Of(
            GradientReaderTests.Isotropic(5000),
            a => 3 * Square(a) + 1,
            Square,
            [0, 0.5, 1, 2, 4]
        );
        Assert.Equal(4, mean.Rows.Length);
        Assert.All(mean.Rows, r => Assert.Equal(3 * r.Given + 1, r.Mean, 1e-12));
        Assert.Throws<ArgumentException>(() =>
            ConditionalMean.Of(GradientReaderTests.Isotropic(50), Square, Square, [1, 0])
        );
    }

    [Fact]
    public void Correlations_are_those_of_Ornstein_Uhlenbeck_coordinates()
    {
        const double Step = 0.2;
        var (stream, rows, times) = (new RandomStream(4), 300, 400);
        var x = new double[rows * times, 8];
        for (var p = 0; p < rows; p++)
        for (var c = 0; c < 8; c++)
        {
            var keep = Math.Exp(-Step / (c < 5 ? 2 : 5));
            var value = stream.Gaussian();
            for (var t = 0; t < times; t++, value = keep * value + Math.Sqrt(1 - keep * keep) * stream.Gaussian())
                x[p * times + t, c] = value * (c < 5 ? Math.Sqrt(0.1) : Math.Sqrt(1.0 / 6));
        }
        var set = VelocityGradients.Of(
            TraceFree.Tensors(x),
            [.. Enumerable.Range(0, times).Select(i => Step * i)],
            new FlowScales(1, 1),
            isLagrangian: true
        );
        var correlations = GradientCorrelations.Of(set, 30);
        Assert.Equal(1, correlations.Rows[0].Strain, 1e-12);
        var at = correlations.At(2);
        Assert.InRange((at.Strain - Math.Exp(-1)) / at.StrainError, -4.5, 4.5);
        Assert.InRange((at.Rotation - Math.Exp(-0.4)) / at.RotationError, -4.5, 4.5);
        Assert.InRange((correlations.StrainTime.Value - 2) / 2, -0.05, 0.05);
        Assert.InRange((correlations.RotationTime.Value - 5) / 5, -0.06, 0.06);
        Assert.Throws<ArgumentException>(() => GradientCorrelations.Of(GradientReaderTests.Isotropic(100)));
    }

    [Fact]
    public void Too_few_data_for_the_blocks_are_refused()
    {
        var fault = Assert.Throws<ArgumentException>(() => GradientStatistics.Of(GradientReaderTests.Isotropic(10)));
        Assert.Contains("cannot be cut into 25 blocks", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_hold_the_densities()
    {
        var figure = GradientStatistics.Of(GradientReaderTests.Isotropic(2000)).Figure();
        Assert.Equal(5, figure.Panels.Length);
        Assert.Contains("vorticity", figure.ToSvg(), StringComparison.Ordinal);
    }

    private static (double[] N, double[] M) Frame(RandomStream stream)
    {
        var (n, m) = (stream.Gaussians(3), stream.Gaussians(3));
        var size = Math.Sqrt(n.Sum(v => v * v));
        n = [.. n.Select(v => v / size)];
        var along = n.Zip(m, (a, b) => a * b).Sum();
        m = [.. m.Zip(n, (b, a) => b - along * a)];
        size = Math.Sqrt(m.Sum(v => v * v));
        return (n, [.. m.Select(v => v / size)]);
    }
}
