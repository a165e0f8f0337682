using System.Collections.Immutable;

namespace MlPhys.Scaling.Experiments;

/// <summary>What is known of the runs of a plan.</summary>
/// <param name="Planned">Number of runs planned.</param>
/// <param name="Runs">Finished and stopped runs in the plan's order.</param>
public sealed record ScalingResults(int Planned, ImmutableArray<RunResult> Runs)
{
    /// <summary>Flat rows, one for each run and recorded step.</summary>
    public IReadOnlyList<ScalingRow> Rows => [.. Runs.SelectMany(ScalingRow.Of)];

    /// <summary>Runs not finished yet.</summary>
    public int Pending => Planned - Runs.Count(run => run.IsFinished);

    /// <summary>Runs that ended well.</summary>
    public IEnumerable<RunResult> Ok => Runs.Where(run => run.Status == RunStatus.Ok);

    /// <summary>The geometric mean over repetitions of a quantity at the end of training, against a size.</summary>
    /// <param name="size">What stands along x, such as the width or the number of samples.</param>
    /// <param name="quantity">What stands along y, positive.</param>
    public ScalingCurve Curve(Func<RunResult, double> size, Func<RunResult, double> quantity)
    {
        var points = Ok.GroupBy(size)
            .Select(cell => (X: cell.Key, Y: Math.Exp(cell.Average(run => Math.Log(quantity(run))))))
            .OrderBy(point => point.X)
            .ToArray();
        return ScalingCurve.Of(points.Select(p => p.X), points.Select(p => p.Y));
    }

    /// <summary>Points (N, D, test loss) of the joint law: parameters, training samples, repetition.</summary>
    /// <param name="withReadout">Whether the readout's parameters count.</param>
    public IReadOnlyList<ScalingPoint> Points(bool withReadout = true) =>
        [
            .. Ok.Select(run => new ScalingPoint(
                withReadout ? run.Parameters : run.ParametersWithoutReadout,
                run.Spec.Samples,
                run.Last.TestLoss,
                run.Spec.Seed
            )),
        ];

    internal static ScalingResults Of(IReadOnlyList<RunSpec> plan, IReadOnlyDictionary<string, RunResult> results) =>
        new(plan.Count, [.. plan.Select(run => results.GetValueOrDefault(run.Key())).OfType<RunResult>()]);
}
