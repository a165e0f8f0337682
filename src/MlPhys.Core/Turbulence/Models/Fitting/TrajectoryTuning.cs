using MlPhys.Numerics.LinearAlgebra;
using MlPhys.Runs;
using MlPhys.Turbulence.Models.Gauges;
using MlPhys.Turbulence.Statistics;

namespace MlPhys.Turbulence.Models.Fitting;

/// <summary>
/// Levenberg-Marquardt on a few scales of a model, residuals from simulated trajectories with common random numbers: logarithms of both diffusions and both
/// memories, the amplitude of the regressed gauge, and the three plain rotations; without noise every plain wedge too.
/// </summary>
internal sealed class TrajectoryTuning(FlowModel start, GradientCorrelations targets, int trajectories, long seed)
{
    private const double Probe = 0.1;

    /// <summary>Times are integrals over the lags that the measurement reaches too.</summary>
    private readonly double _longest = Math.Min(25, targets.Rows[^1].Lag);

    private readonly double[] _lags = [.. new[] { 0.5, 1, 2, 3, 4, 6, 8 }.Where(lag => lag <= targets.Rows[^1].Lag)];

    private readonly int _scales =
        start.StrainDiffusion == 0 ? 0
        : start.StrainMemory > 0 ? 4
        : 2;

    private readonly int[] _terms =
    [
        .. Enumerable.Range(0, Gauge.Terms).Where(term => start.StrainDiffusion == 0 || term >= Gauge.Wedges.Length),
    ];

    public (FlowModel Model, IReadOnlyList<TuningStep> History) Run(
        int steps,
        IProgress<RunProgress>? progress,
        CancellationToken cancellation
    )
    {
        var at = new double[_scales + 1 + _terms.Length];
        at[_scales] = 1;
        var now = Residuals(at);
        var history = new List<TuningStep> { Row(0, now) };
        var damping = 0.1;
        for (var step = 1; step <= steps; step++)
        {
            var slopes = new double[at.Length][];
            for (var p = 0; p < at.Length; p++)
            {
                cancellation.ThrowIfCancellationRequested();
                var moved = (double[])at.Clone();
                moved[p] += Probe;
                slopes[p] = [.. Residuals(moved).Values.Zip(now.Values, (a, b) => (a - b) / Probe)];
                progress?.Report(new RunProgress("tuning", (step - 1) * at.Length + p + 1, steps * at.Length));
            }
            for (var attempt = 0; attempt < 3; attempt++)
            {
                cancellation.ThrowIfCancellationRequested();
                var moved = at.Zip(Solve(slopes, now.Values, damping), (a, d) => a + d).ToArray();
                var trial = Residuals(moved);
                if (Norm(trial.Values) < Norm(now.Values))
                {
                    (at, now, damping) = (moved, trial, damping / 3);
                    history.Add(Row(step, now));
                    break;
                }
                damping *= 5;
            }
        }
        return (Model(at), history);
    }

    private FlowModel Model(double[] at)
    {
        var coefficients = start.Coefficients.Select(c => c * at[_scales]).ToArray();
        for (var t = 0; t < _terms.Length; t++)
            coefficients[_terms[t] * GaugeScalars.Count] += at[_scales + 1 + t];
        if (_scales == 0)
            return start.WithGauge(coefficients);
        var model = start
            .WithDiffusion(start.StrainDiffusion * Math.Exp(at[0]), start.RotationDiffusion * Math.Exp(at[1]))
            .WithGauge(coefficients);
        return _scales == 4
            ? model.WithMemory(start.StrainMemory * Math.Exp(at[2]), start.RotationMemory * Math.Exp(at[3]))
            : model;
    }

    private (double[] Values, GradientCorrelations Found) Residuals(double[] at)
    {
        var run = Model(at)
            .Simulate()
            .WithTrajectories(trajectories)
            .WithDuration(40)
            .WithStep(0.025, 10)
            .WithSeed(seed)
            .Run();
        var found = GradientCorrelations.Of(run.Gradients, _longest, blocks: 2, resamples: 2);
        double[] values =
        [
            Math.Log(found.StrainTime.Value / targets.StrainTime.Value),
            Math.Log(found.RotationTime.Value / targets.RotationTime.Value),
            .. _lags.SelectMany(lag =>
            {
                var (model, measured) = (found.At(lag), targets.At(lag));
                return new[] { model.Strain - measured.Strain, model.Rotation - measured.Rotation };
            }),
        ];
        return (values, found);
    }

    private static TuningStep Row(int step, (double[] Values, GradientCorrelations Found) at) =>
        new(step, Norm(at.Values), at.Found.StrainTime.Value, at.Found.RotationTime.Value);

    private static double Norm(double[] values) => Math.Sqrt(values.Average(v => v * v));

    private static double[] Solve(double[][] slopes, double[] residuals, double damping)
    {
        var count = slopes.Length;
        var normal = new double[count, count];
        var right = new double[count];
        for (var p = 0; p < count; p++)
        {
            right[p] = -slopes[p].Zip(residuals, (a, b) => a * b).Sum();
            for (var q = 0; q < count; q++)
                normal[p, q] = slopes[p].Zip(slopes[q], (a, b) => a * b).Sum();
        }
        for (var p = 0; p < count; p++)
            normal[p, p] += damping * normal[p, p] + 1e-4;
        CholeskyFactor.Of(normal).Solve(right);
        return [.. right.Select(d => Math.Clamp(d, -0.7, 0.7))];
    }
}
