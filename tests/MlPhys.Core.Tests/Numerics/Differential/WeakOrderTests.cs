using MlPhys.Numerics.Differential;
using MlPhys.Numerics.Random;

namespace MlPhys.Core.Tests.Numerics.Differential;

/// <summary>Measured weak and strong orders: error against step on linear equations whose exact solution is a function of the same noise.</summary>
public class WeakOrderTests
{
    private const double Lambda = 1.0;
    private const double Mu = 0.3;

    // X is the geometric Brownian motion; W collects its noise, so that the exact solution is known path by path.
    private static readonly StochasticEquation General = StochasticEquation.WithNoise(
        1,
        (double _, ReadOnlySpan<double> x, Span<double> a) => (a[0], a[1]) = (Lambda * x[0], 0),
        (_, x, b) => (b[0], b[1]) = (Mu * x[0], 1)
    );

    [Theory]
    [InlineData(SdeScheme.EulerMaruyama, 1, 16)]
    [InlineData(SdeScheme.Platen, 2, 4)]
    public void Second_moment_of_geometric_Brownian_motion_converges_with_the_weak_order(
        SdeScheme scheme,
        double order,
        int coarsest
    )
    {
        int[] steps = [coarsest, 2 * coarsest, 4 * coarsest];
        var points = steps.Select(n => WeakError(General.WithScheme(scheme), n, 80_000 / coarsest)).ToArray();
        AssertSlope(points, order);
    }

    [Theory]
    [InlineData(SdeScheme.EulerMaruyama, 0.5)]
    [InlineData(SdeScheme.Milstein, 1.0)]
    public void Paths_of_diagonal_noise_converge_with_the_strong_order(SdeScheme scheme, double order)
    {
        var errors = new[] { 16, 32, 64, 128 }.Select(n => StrongError(scheme, n, 4000)).ToArray();
        AssertSlope(errors, order, tolerance: 0.12);
    }

    [Fact]
    public void Platen_for_diagonal_noise_takes_the_steps_of_the_general_scheme()
    {
        var diagonal = StochasticEquation
            .WithDiagonalNoise((_, x) => [Math.Sin(x[0])], (t, x) => [Math.Cos(x[0]) + t])
            .WithScheme(SdeScheme.Platen);
        var general = StochasticEquation
            .WithNoise(
                1,
                (_, x) => [Math.Sin(x[0])],
                (t, x) =>
                    new[,]
                    {
                        { Math.Cos(x[0]) + t },
                    }
            )
            .WithScheme(SdeScheme.Platen);
        var (a, b) = (
            diagonal.Simulate([0.3], 0.1, 50, new RandomStream(1)),
            general.Simulate([0.3], 0.1, 50, new RandomStream(1))
        );
        for (var i = 0; i <= 50; i++)
            Assert.Equal(a.States[i, 0], b.States[i, 0], 1e-12);
    }

    [Fact]
    public void Platen_with_additive_noise_has_weak_order_two_on_the_variance_of_an_Ornstein_Uhlenbeck_process()
    {
        // For a linear drift the variance of the scheme obeys v' = g^2 v + h q, with g and q polynomials in h.
        var errors = new[] { 8, 16 }.Select(AssertedVarianceError).ToArray();
        Assert.InRange(Math.Log2(errors[0] / errors[1]), 1.8, 2.3);
    }

    private static double AssertedVarianceError(int steps)
    {
        var h = 2.0 / steps;
        var (g, q) = (1 - h + h * h / 2, (1 - h / 2) * (1 - h / 2));
        var variance = 0.0;
        for (var k = 0; k < steps; k++)
            variance = g * g * variance + h * q;
        var equation = StochasticEquation
            .WithAdditiveNoise(
                (_, x) => [-x[0]],
                new[,]
                {
                    { 1.0 },
                }
            )
            .WithScheme(SdeScheme.Platen);
        var x = equation.SimulateEnsemble([0], h, steps, 50_000, new RandomStream(steps)).Values(0);
        var measured = x.Sum(v => v * v) / x.Length;
        Assert.InRange((measured - variance) / (variance * Math.Sqrt(2.0 / x.Length)), -4, 4);
        return Math.Abs(variance - (1 - Math.Exp(-4)) / 2);
    }

    [Fact]
    public void Platen_meets_the_moments_of_two_noises_that_do_not_commute()
    {
        // dX = B1 X dW1 + B2 X dW2 + A X dt: M = E[X X^T] obeys M' = A M + M A^T + B1 M B1^T + B2 M B2^T.
        double[,] a =
        {
            { -0.5, 1 },
            { -1, -0.5 },
        };
        double[,] b1 =
        {
            { 0, 0.6 },
            { 0, 0 },
        };
        double[,] b2 =
        {
            { 0, 0 },
            { 0.6, 0 },
        };
        var exact = InitialValueProblem
            .For((_, m) => MomentDerivative(a, b1, b2, m))
            .WithTolerances(1e-10, 1e-12)
            .Solve([1, 0, 0, 0], 0, 1)
            .Final;
        var equation = StochasticEquation.WithNoise(
            2,
            (double _, ReadOnlySpan<double> x, Span<double> d) => Multiply(a, x, d),
            (_, x, columns) =>
            {
                Multiply(b1, x, columns[..2]);
                Multiply(b2, x, columns[2..]);
            }
        );
        var platen = MomentDeviations(equation.WithScheme(SdeScheme.Platen), exact);
        var euler = MomentDeviations(equation, exact);
        // At h = 1/16 the bias of weak order 2 is hidden in the noise of 50,000 paths; that of Euler is not.
        Assert.All(platen, d => Assert.InRange(Math.Abs(d), 0, 4));
        Assert.True(euler.Max(Math.Abs) > 8, $"Euler deviates by {euler.Max(Math.Abs)} standard errors");
    }

    private static double[] MomentDeviations(StochasticEquation equation, double[] exact)
    {
        var paths = equation.SimulateEnsemble([1, 0], 1.0 / 16, 16, 50_000, new RandomStream(12));
        var (x, y) = (paths.Values(0), paths.Values(1));
        return
        [
            Deviation([.. x.Select(v => v * v)], exact[0]),
            Deviation([.. x.Zip(y, (u, v) => u * v)], exact[1]),
            Deviation([.. y.Select(v => v * v)], exact[3]),
        ];
    }

    private static double Deviation(double[] values, double exact) =>
        (values.Average() - exact) / StandardError(values);

    private static double[] MomentDerivative(double[,] a, double[,] b1, double[,] b2, double[] m)
    {
        var d = new double[4];
        for (var i = 0; i < 2; i++)
        for (var j = 0; j < 2; j++)
        for (var k = 0; k < 2; k++)
        {
            d[2 * i + j] += a[i, k] * m[2 * k + j] + m[2 * i + k] * a[j, k];
            for (var l = 0; l < 2; l++)
                d[2 * i + j] += (b1[i, k] * b1[j, l] + b2[i, k] * b2[j, l]) * m[2 * k + l];
        }
        return d;
    }

    private static void Multiply(double[,] matrix, ReadOnlySpan<double> x, Span<double> result)
    {
        for (var i = 0; i < 2; i++)
            result[i] = matrix[i, 0] * x[0] + matrix[i, 1] * x[1];
    }

    private static double StandardError(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length / (values.Length - 1.0));
    }

    private static (double H, double Error, double StandardError) WeakError(
        StochasticEquation equation,
        int steps,
        int paths
    )
    {
        var ensemble = equation.SimulateEnsemble([1, 0], 1.0 / steps, steps, paths, new RandomStream(steps));
        var differences = ensemble
            .Values(0)
            .Zip(ensemble.Values(1), (x, w) => x * x - Math.Exp(2 * (Lambda - Mu * Mu / 2) + 2 * Mu * w))
            .ToArray();
        return (1.0 / steps, Math.Abs(differences.Average()), StandardError(differences));
    }

    private static (double H, double Error, double StandardError) StrongError(SdeScheme scheme, int steps, int paths)
    {
        // Noise strong enough for its own order of one half to show beside that of the drift.
        const double decay = -1.0;
        const double noisiness = 0.8;
        var equation = StochasticEquation
            .WithDiagonalNoise((_, x) => [decay * x[0]], (_, x) => [noisiness * x[0]])
            .WithScheme(scheme);
        var errors = new double[paths];
        for (var path = 0; path < paths; path++)
        {
            var stream = new RandomStream(path);
            var noise = RandomStream.Restore(stream.Save()).Gaussians(steps).Sum() / Math.Sqrt(steps);
            var end = equation.Simulate([1], 1.0 / steps, steps, stream).Final[0];
            errors[path] = Math.Abs(end - Math.Exp(decay - noisiness * noisiness / 2 + noisiness * noise));
        }
        return (1.0 / steps, errors.Average(), StandardError(errors));
    }

    /// <summary>The weighted slope of log error on log step lies within three of its standard errors and the given tolerance of the order.</summary>
    private static void AssertSlope(
        (double H, double Error, double StandardError)[] points,
        double order,
        double tolerance = 0.2
    )
    {
        var w = points.Select(p => Math.Pow(p.Error / p.StandardError, 2)).ToArray();
        var (x, y) = (points.Select(p => Math.Log(p.H)).ToArray(), points.Select(p => Math.Log(p.Error)).ToArray());
        var (mx, my) = (x.Zip(w, (a, b) => a * b).Sum() / w.Sum(), y.Zip(w, (a, b) => a * b).Sum() / w.Sum());
        var spread = x.Zip(w, (a, b) => b * (a - mx) * (a - mx)).Sum();
        var slope = x.Select((a, i) => w[i] * (a - mx) * (y[i] - my)).Sum() / spread;
        var error = 1 / Math.Sqrt(spread);
        Assert.True(error < 0.15, $"the slope is only known to {error}");
        Assert.True(Math.Abs(slope - order) < tolerance + 3 * error, $"slope {slope} ± {error}, order {order}");
    }
}
