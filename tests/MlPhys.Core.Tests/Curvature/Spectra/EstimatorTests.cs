using MlPhys.Curvature.Operators;
using MlPhys.Curvature.Spectra;

namespace MlPhys.Core.Tests.Curvature.Spectra;

public class EstimatorTests
{
    private static readonly double[] Spectrum = RotatedMatrix.InverseSquares(300);
    private static readonly DenseOperator Map = RotatedMatrix.OfSpectrum(Spectrum);

    public static TheoryData<string> Traces =>
        [nameof(Trace.Hutchinson), nameof(Trace.HutchPlusPlus), nameof(Trace.XTrace)];

    [Theory]
    [MemberData(nameof(Traces))]
    public void Trace_estimates_are_unbiased_and_their_errors_true(string method)
    {
        var runs = Enumerable.Range(0, 60).Select(seed => Of(method)(Map, 30, seed)).ToArray();
        var errors = runs.Select(r => r.Value - Spectrum.Sum()).ToArray();
        var rms = Math.Sqrt(errors.Average(e => e * e));
        var told = Math.Sqrt(runs.Average(r => r.StandardError * r.StandardError));

        Assert.InRange(Math.Abs(errors.Average()), 0, 4 * rms / Math.Sqrt(runs.Length));
        Assert.InRange(told / rms, 0.5, 2);
    }

    [Fact]
    public void XTrace_has_three_digits_from_ninety_products()
    {
        var errors = Enumerable.Range(0, 20).Select(seed => Trace.XTrace(Map, 90, seed).Value / Spectrum.Sum() - 1);
        Assert.InRange(Math.Sqrt(errors.Average(e => e * e)), 0, 1e-3);
    }

    [Fact]
    public void XTrace_is_exact_where_the_range_holds_everything()
    {
        var low = RotatedMatrix.OfSpectrum([4, 2, -1, .. new double[40]]);
        Assert.Equal(5, Trace.XTrace(low, 20, 1).Value, 1e-10);
        Assert.Equal(5, Trace.HutchPlusPlus(low, 20, 1).Value, 1e-10);
    }

    [Fact]
    public void Diagonal_estimates_are_unbiased_and_their_errors_true()
    {
        var dense = Map.ToDense();
        foreach (
            var method in new Func<LinearOperator, int, long, VectorEstimate>[] { Diagonal.Hutchinson, Diagonal.XDiag }
        )
        {
            var scores = Enumerable
                .Range(0, 20)
                .SelectMany(seed =>
                {
                    var found = method(Map, 40, seed);
                    return Enumerable
                        .Range(0, 300)
                        .Select(i => (found.Values[i] - dense[i, i]) / found.StandardErrors[i]);
                })
                .ToArray();
            Assert.InRange(Math.Sqrt(scores.Average(z => z * z)), 0.5, 2);
        }
        var error = (VectorEstimate e) => Math.Sqrt(e.Values.Select((v, i) => Math.Pow(v - dense[i, i], 2)).Sum());
        Assert.True(error(Diagonal.XDiag(Map, 60, 1)) < 0.5 * error(Diagonal.Hutchinson(Map, 60, 1)));
    }

    [Fact]
    public void The_density_has_the_spectrums_moments_and_distribution()
    {
        var values = Enumerable.Range(0, 400).Select(i => Math.Sin(0.5 * Math.PI * i / 400)).ToArray();
        var density = StochasticLanczos.Run(RotatedMatrix.OfSpectrum(values), probes: 10, steps: 40, seed: 3);

        foreach (var power in new[] { 1, 2, 3 })
        {
            var moment = density.Mean(x => Math.Pow(x, power));
            Assert.InRange(
                Math.Abs(moment.Value - values.Average(v => Math.Pow(v, power))),
                0,
                4 * moment.StandardError
            );
        }
        Assert.Equal(1, density.Mean(_ => 1).Value, 1e-12);
        var largest = values.Max(v =>
            Math.Abs(density.Cumulative(v).Value - values.Count(u => u <= v) / (double)values.Length)
        );
        Assert.InRange(largest, 0, 0.06);
    }

    [Fact]
    public void Scaling_the_operator_scales_the_density()
    {
        var density = StochasticLanczos.Run(Map, 3, 30, seed: 1, reorthogonalise: true);
        var scaled = StochasticLanczos.Run(1e-4 * Map, 3, 30, seed: 1, reorthogonalise: true);
        foreach (var (a, b) in density.Probes.Zip(scaled.Probes))
        {
            Assert.All(a.Nodes.Zip(b.Nodes), pair => Assert.Equal(pair.First, 1e4 * pair.Second, 1e-10));
            Assert.All(a.Weights.Zip(b.Weights), pair => Assert.Equal(pair.First, pair.Second, 1e-10));
        }
    }

    private static Func<LinearOperator, int, long, Estimate> Of(string method) =>
        method switch
        {
            nameof(Trace.Hutchinson) => Trace.Hutchinson,
            nameof(Trace.HutchPlusPlus) => Trace.HutchPlusPlus,
            _ => Trace.XTrace,
        };
}
