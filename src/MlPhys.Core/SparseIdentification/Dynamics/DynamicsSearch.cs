using MlPhys.Runs;
using MlPhys.SparseIdentification.Adaptive;
using MlPhys.SparseIdentification.Derivatives;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Likelihood;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>The untuned search of a dynamical law: weak form first, likelihood last.</summary>
internal sealed class DynamicsSearch
{
    private const double Clean = 1e-6;
    private const double Smoothed = 1e-3;
    private const double Close = 10;
    private const double Following = 1.1;
    private static readonly double[] WeakWidths = [0.5, 1, 2];
    private const double ShortestWindow = 0.5;

    private readonly IReadOnlyList<Trajectory> trajectories;
    private readonly Candidate[] candidates;
    private readonly Candidate[] linear;
    private readonly Selection selection;
    private readonly IProgress<RunProgress>? progress;
    private readonly CancellationToken cancellation;
    private readonly double[] noise;
    private readonly double[][][] smooth;
    private readonly double samplesPerTime;

    public DynamicsSearch(
        IReadOnlyList<Trajectory> trajectories,
        Candidate[] candidates,
        Selection selection,
        IProgress<RunProgress>? progress,
        CancellationToken cancellation
    )
    {
        this.progress = progress;
        (this.trajectories, this.candidates, this.selection, this.cancellation) = (
            trajectories,
            candidates,
            selection,
            cancellation
        );
        linear = [.. candidates.Where(c => c.IsLinear)];
        var states = trajectories[0].States.Length;
        noise =
        [
            .. Enumerable
                .Range(0, states)
                .Select(e =>
                    Math.Sqrt(trajectories.Average(t => Math.Pow(Gaps.NoiseOf(t.Times, t.States[e].Values), 2)))
                ),
        ];
        smooth =
        [
            .. trajectories.Select(t => t.States.Select((s, e) => Gaps.Smooth(t.Times, s.Values, noise[e])).ToArray()),
        ];
        samplesPerTime = CharacteristicTime.InSamples(trajectories, smooth);
    }

    /// <summary>Conditions on the coefficients.</summary>
    public required Conditions Conditions { get; init; }

    /// <summary>The law.</summary>
    /// <exception cref="InvalidOperationException">No law meets the conditions.</exception>
    public DynamicsLaw Run()
    {
        var starts = WeakWidths.Select(Weak).ToArray();
        var cleanest = starts.MinBy(s => s.Max(e => e[0].RelativeResidual))!;
        if (!Conditions.Any && IsUnsmoothed && cleanest.All(e => e[0].RelativeResidual < Clean))
            return Law(LawOf(cleanest), [.. cleanest.SelectMany(e => e[0].Errors)], noise);
        var best = starts
            .Select(e => Conditions.Completed(LawOf(e)))
            .DistinctBy(law => law.Key, StringComparer.Ordinal)
            .Select(law => Windows(ShortestWindow, smooth).Run(law, noise))
            .MinBy(fit => fit.Score)!;
        return double.IsFinite(best.Score)
            ? Lengthened(best, starts)
            : throw new InvalidOperationException($"no law meets all of: {Conditions.Text}");
    }

    /// <summary>Longer windows know more, but only a good law from good starts can follow them: each length begins with
    /// the states that the law of the one before gives, and the lengthening ends with whole trajectories, or where the law
    /// no longer follows.</summary>
    private DynamicsLaw Lengthened(LikelihoodFit best, WeakEquation[][][] starts)
    {
        var rivals = new RivalSearch(starts, cancellation);
        var windows = Windows(ShortestWindow, smooth);
        best = Improved(windows, rivals, windows.Fit(best.Structure, best.Noise), best.Noise);
        for (var length = 2 * ShortestWindow; windows.Steps < Longest; length *= 2)
        {
            var longer = Windows(length, windows.States(best, best.Noise));
            var next = longer.Fit(best.Structure, best.Noise);
            if (!(next.SquaresPerFreedom < Following))
                break;
            next = Improved(longer, rivals, next, best.Noise);
            (windows, best) = (longer, next);
            progress?.Report(
                new RunProgress("windows", windows.Steps, Longest, $"{best.Structure.Terms.Length} terms")
            );
        }
        var alternatives = rivals
            .Tried.Select(f => (f.Structure, f.Score - best.Score))
            .Concat(windows.Neighbours(best))
            .Where(r => !string.Equals(r.Item1.Key, best.Structure.Key, StringComparison.Ordinal) && r.Item2 < Close)
            .DistinctBy(r => r.Item1.Key, StringComparer.Ordinal)
            .OrderBy(r => r.Item2)
            .ToArray();
        return Law(new Evidence(trajectories, windows, SharedRates.Of(windows, best), alternatives));
    }

    /// <summary>Linear terms by the quadratic likelihood; equations with inner parameters by trying their rivals.</summary>
    private LikelihoodFit Improved(LikelihoodSelection windows, RivalSearch rivals, LikelihoodFit fit, double[] levels)
    {
        var best = windows.Improved(fit, levels);
        return linear.Length == candidates.Length ? best : rivals.Best(windows, best, levels);
    }

    /// <summary>For each equation the structures that the weak form of one width proposes, the best first.</summary>
    private WeakEquation[][] Weak(double width)
    {
        var halfWidth = Samples(width, smallest: 4);
        var weak = new WeakStart(trajectories, smooth, candidates, halfWidth, cancellation);
        return linear.Length == candidates.Length
            ? [.. weak.Linear().Select(e => (WeakEquation[])[e])]
            : [.. Enumerable.Range(0, noise.Length).Select(e => weak.Adaptive(e, selection))];
    }

    /// <summary>Whether the smoothed states are the measured ones, without which a perfect weak fit says nothing.</summary>
    private bool IsUnsmoothed =>
        trajectories
            .Zip(smooth)
            .All(t =>
                t.First.States.Zip(t.Second)
                    .All(s => Distance(s.First.Values, s.Second) <= Smoothed * Distance(s.First.Values, [0]))
            );

    /// <summary>Root mean square distance of the deviations from the means, where measured.</summary>
    private static double Distance(double[] measured, double[] other)
    {
        double[] left = [.. measured.Select((x, i) => x - other[i % other.Length]).Where(d => !double.IsNaN(d))];
        var mean = left.Average();
        return Math.Sqrt(left.Average(d => (d - mean) * (d - mean)));
    }

    private int Longest => trajectories.Max(t => t.Count) - 1;

    /// <summary>Windows of a length in characteristic times; the whole trajectories where more than half of them would fit.</summary>
    private LikelihoodSelection Windows(double length, double[][][] states)
    {
        var steps = Samples(length, smallest: 8);
        if (length > ShortestWindow)
            steps = length * samplesPerTime > Longest / 2.0 ? Longest : (int)(length * samplesPerTime);
        return new(trajectories, states, candidates, Conditions, steps, cancellation);
    }

    /// <summary>A length in characteristic times as a number of samples that the trajectories can hold.</summary>
    private int Samples(double length, int smallest)
    {
        var most = trajectories.Max(t => t.Count) / 4;
        return (int)Math.Clamp(length * samplesPerTime, Math.Min(smallest, most), most);
    }

    private Structure LawOf(WeakEquation[][] equations) =>
        new(noise.Length, [.. equations.SelectMany(e => e[0].Terms)]);

    private DynamicsLaw Law(Evidence evidence)
    {
        var fit = evidence.Fit;
        double[] errors = [.. evidence.Covariance.Select((row, i) => Math.Sqrt(row[i]))];
        return new DynamicsLaw(trajectories[0], fit.Structure, errors, fit.Noise) { Evidence = evidence };
    }

    private DynamicsLaw Law(Structure law, double[] errors, double[] levels) =>
        new(trajectories[0], law, errors, levels);
}
