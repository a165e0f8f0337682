using System.Collections.Immutable;
using MlPhys.Figures;

namespace MlPhys.Scaling.Experiments;

/// <summary>How the tangent kernel moves in training along one axis of an experiment: the width, or the amount of data.</summary>
/// <remarks>Our own definition of the transition: R(w) = R0 / (1 + w / w*)^p fitted to the relative change of the kernel.</remarks>
/// <param name="Axis">What is varied, in words.</param>
/// <param name="Rows">Means over repetitions.</param>
/// <param name="Law">Fitted law of the relative change; none where there are fewer than four sizes.</param>
public sealed record FeatureKernelTransition(string Axis, ImmutableArray<KernelMovementRow> Rows, TransitionLaw? Law)
{
    /// <summary>The movement against width.</summary>
    /// <param name="results">Runs with a probe that differ in width and seed.</param>
    /// <exception cref="ArgumentException">No run followed its kernel.</exception>
    public static FeatureKernelTransition AgainstWidth(ScalingResults results) =>
        Of("width", results, run => run.Spec.Width);

    /// <summary>The movement against the number of training samples.</summary>
    /// <param name="results">Runs with a probe that differ in samples and seed.</param>
    /// <exception cref="ArgumentException">No run followed its kernel.</exception>
    public static FeatureKernelTransition AgainstSamples(ScalingResults results) =>
        Of("training samples", results, run => run.Spec.Samples);

    /// <summary>Whether the fitted transition lies among the sizes that were run; elsewhere it is no finding.</summary>
    public bool HasBend => Law is not null && Law.Width > Rows[0].Size && Law.Width < Rows[^1].Size;

    /// <summary>The relative change with its law, and the gain in alignment with the targets.</summary>
    public Figure Figure()
    {
        var x = Rows.Select(row => row.Size).ToArray();
        var change = Figures
            .Figure.Titled("Relative change of the kernel")
            .WithXAxis(Axis, log: true)
            .WithYAxis("||K - K0|| / ||K0||", log: true)
            .WithMarkers(x, Rows.Select(row => row.RelativeChange), "measured");
        if (Law is not null)
            change = change.WithLine(
                x,
                x.Select(Law.At),
                HasBend ? FormattableString.Invariant($"w* = {Law.Width:G3}") : "fit, no bend"
            );
        var gain = Figures
            .Figure.Titled("Alignment with the targets")
            .WithXAxis(Axis, log: true)
            .WithYAxis("centred alignment (CKA)")
            .WithMarkers(x, Rows.Select(row => row.CkaBefore), "before training")
            .WithMarkers(x, Rows.Select(row => row.CkaAfter), "after training");
        return Figures.Figure.Grid($"Kernel in training against {Axis}", 2, [change, gain]);
    }

    private static FeatureKernelTransition Of(string axis, ScalingResults results, Func<RunResult, int> size)
    {
        var followed = results.Ok.Where(run => double.IsFinite(run.Last.KernelChange)).ToArray();
        if (followed.Length == 0)
            throw new ArgumentException(
                "no run followed its kernel; set a probe in the plan's settings",
                nameof(results)
            );
        ImmutableArray<KernelMovementRow> rows =
        [
            .. followed
                .GroupBy(size)
                .OrderBy(cell => cell.Key)
                .Select(cell => KernelMovementRow.Of(cell.Key, [.. cell])),
        ];
        var law =
            rows.Length >= 4
                ? ScalingCurve.Of(rows.Select(row => row.Size), rows.Select(row => row.RelativeChange)).FitTransition()
                : null;
        return new FeatureKernelTransition(axis, rows, law);
    }
}
