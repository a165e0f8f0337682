using MlPhys.Flows;
using MlPhys.Numerics.LinearAlgebra;
using MlPhys.Numerics.Random;
using MlPhys.Turbulence.Gradients;
using MlPhys.Turbulence.Models.Gauges;

namespace MlPhys.Turbulence.Models.Fitting;

/// <summary>Ridge regression of measured dA/dt on the gauge features.</summary>
internal sealed record RateRegression(double[] Coefficients, double ExplainedRate)
{
    private const int Most = 40_000;
    private const int Block = 2_000;

    public static RateRegression Of(Flow flow, VelocityGradients gradients, double ridge, long seed)
    {
        var (x, rates) = (gradients.Coordinates(), gradients.Rates());
        var rows = new RandomStream(seed).Split("regression").Permutation(x.GetLength(0)).Take(Most).ToArray();
        var held = rows.Length / 5;
        var (gram, moment) = Normal(flow, x, rates, rows[held..]);
        var scale = Enumerable.Range(0, Gauge.Coefficients).Select(c => Math.Sqrt(gram[c, c])).ToArray();
        for (var i = 0; i < scale.Length; i++)
        {
            moment[i] /= scale[i];
            for (var j = 0; j < scale.Length; j++)
                gram[i, j] /= scale[i] * scale[j];
        }
        for (var i = 0; i < scale.Length; i++)
            gram[i, i] += ridge;
        CholeskyFactor.Of(gram).Solve(moment);
        double[] coefficients = [.. moment.Zip(scale, (m, s) => m / s)];
        return new RateRegression(coefficients, Explained(flow, x, rates, rows[..held], coefficients));
    }

    private static (double[,] Gram, double[] Moment) Normal(Flow flow, double[,] x, double[,] rates, int[] rows)
    {
        var count = Gauge.Coefficients;
        var gram = new double[count, count];
        var moment = new double[count];
        foreach (var block in rows.Chunk(Block))
        {
            var points = Rows(x, block);
            var features = GaugeDrift.Features(points, flow.Score(points));
            for (var n = 0; n < block.Length; n++)
            for (var i = 0; i < 8; i++)
            for (var c = 0; c < count; c++)
            {
                var feature = features[n, 8 * c + i];
                moment[c] += feature * rates[block[n], i];
                for (var d = 0; d <= c; d++)
                    gram[c, d] += feature * features[n, 8 * d + i];
            }
        }
        for (var c = 0; c < count; c++)
        for (var d = c + 1; d < count; d++)
            gram[c, d] = gram[d, c];
        return (gram, moment);
    }

    private static double Explained(Flow flow, double[,] x, double[,] rates, int[] rows, double[] coefficients)
    {
        var points = Rows(x, rows);
        var drift = GaugeDrift.Evaluate(points, flow.Score(points), coefficients);
        var (left, all) = (0.0, 0.0);
        for (var n = 0; n < rows.Length; n++)
        for (var i = 0; i < 8; i++)
        {
            var rate = rates[rows[n], i];
            left += (rate - drift[n, i]) * (rate - drift[n, i]);
            all += rate * rate;
        }
        return 1 - left / all;
    }

    private static double[,] Rows(double[,] from, int[] rows)
    {
        var to = new double[rows.Length, from.GetLength(1)];
        for (var n = 0; n < rows.Length; n++)
        for (var i = 0; i < to.GetLength(1); i++)
            to[n, i] = from[rows[n], i];
        return to;
    }
}
