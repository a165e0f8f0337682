using MlPhys.Numerics.Lanes;

namespace MlPhys.Turbulence.Models.Gauges;

/// <summary>Gauge drifts and features at given points and scores, in double precision.</summary>
internal static class GaugeDrift
{
    private static readonly Lazy<LaneEngine<double>> Drift = new(() => new(Gauge.DriftProgram(), backward: false));
    private static readonly Lazy<LaneEngine<double>> All = new(() => new(Gauge.FeatureProgram(), backward: false));

    /// <summary>The drift, [sample, coordinate].</summary>
    public static double[,] Evaluate(double[,] x, double[,] score, IReadOnlyList<double> coefficients) =>
        Drift.Value.Evaluate(
            LaneVectors<double>.Of(Gauge.Weights(coefficients)),
            Joined(x, score),
            Environment.ProcessorCount,
            CancellationToken.None
        );

    /// <summary>The features, [sample, 8 coefficient + coordinate].</summary>
    public static double[,] Features(double[,] x, double[,] score) =>
        All.Value.Evaluate(
            new LaneBuffer<double>(0),
            Joined(x, score),
            Environment.ProcessorCount,
            CancellationToken.None
        );

    private static double[,] Joined(double[,] x, double[,] score)
    {
        var rows = new double[x.GetLength(0), 16];
        for (var n = 0; n < rows.GetLength(0); n++)
        for (var i = 0; i < 8; i++)
            (rows[n, i], rows[n, 8 + i]) = (x[n, i], score[n, i]);
        return rows;
    }
}
