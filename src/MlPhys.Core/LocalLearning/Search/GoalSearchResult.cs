using System.Collections.Immutable;
using MlPhys.Display;
using MlPhys.Figures;

namespace MlPhys.LocalLearning;

/// <summary>What a goal search found.</summary>
/// <param name="Trials">Every goal that was tried.</param>
/// <param name="Found">The goal at the mean of the last distribution, clamped to [-1, 1].</param>
[TypeFormatterSource(MimeType.Html, MimeType.Text)]
public sealed record GoalSearchResult(ImmutableArray<GoalTrial> Trials, Goal Found) : IDisplayable
{
    /// <summary>
    /// The trial with the highest accuracy. Its accuracy is chosen among many and so too high: measure the goal anew on fresh
    /// examples and seeds.
    /// </summary>
    public GoalTrial Best => Trials.MaxBy(trial => trial.Accuracy)!;

    /// <summary>
    /// Accuracy of every trial, of the best so far, and the mean of each generation: the last rises as the search converges, the best rises by
    /// luck too.
    /// </summary>
    public Figure Figure()
    {
        var generations = Trials.GroupBy(trial => trial.Generation).ToArray();
        double[] trials = [.. Trials.Select(t => (double)t.Trial)];
        double[] accuracies = [.. Trials.Select(t => t.Accuracy)];
        double[] best = [.. accuracies.Select((_, i) => accuracies[..(i + 1)].Max())];
        return Figures
            .Figure.Titled("Goal search")
            .WithXAxis("trial")
            .WithYAxis("validation accuracy")
            .WithMarkers(trials, accuracies, "trials", size: 4)
            .WithLine(trials, best, "best so far")
            .WithLine(
                generations.Select(g => g.Average(t => (double)t.Trial)),
                generations.Select(g => g.Average(t => t.Accuracy)),
                "mean of a generation"
            );
    }

    /// <summary>The text, and for hosts that show it the figure.</summary>
    public DisplayBundle ToDisplay() => DisplayBundle.OfText(ToString()).With(MimeType.Html, Figure().ToHtml());

    /// <summary>The figure as an HTML fragment.</summary>
    public string ToHtml() => ToDisplay().ToHtml();

    /// <summary>How many trials there were, the best of them, and the goal that was found.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Trials.Length} trials, best {100 * Best.Accuracy:0.00} % (chosen among many: too high); {Found}"
        );
}
