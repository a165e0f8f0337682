using System.Globalization;

namespace MlPhys.Runs;

/// <summary>What a progress bar shows: the state of a stage with its rate and remaining time.</summary>
/// <param name="State">The last report.</param>
/// <param name="Rate">Units of work in a second; 0: not known yet.</param>
/// <param name="Elapsed">Time since the first report of the stage.</param>
/// <param name="IsNewStage">Whether this is the first report of its stage.</param>
internal sealed record ProgressView(RunProgress State, double Rate, TimeSpan Elapsed, bool IsNewStage)
{
    public bool IsFinished => State.Total > 0 && State.Done >= State.Total;

    /// <summary>Part done, 0 to 1; 0 when the total is not known.</summary>
    public double Fraction => State.Total > 0 ? Math.Clamp((double)State.Done / State.Total, 0, 1) : 0;

    /// <summary>Counts, rate, times and note in one line.</summary>
    public string Details
    {
        get
        {
            var counts = State.Total > 0 ? Text($"{State.Done}/{State.Total} {Fraction:0%}") : Text($"{State.Done}");
            var rate = Rate > 0 ? Text($", {Rate:G3}/s") : "";
            var time =
                IsFinished ? $", took {Clock(Elapsed)}"
                : State.Total > 0 && Rate > 0
                    ? $", {Clock(TimeSpan.FromSeconds(Math.Min((State.Total - State.Done) / Rate, 1e8)))} left"
                : "";
            var note = string.IsNullOrEmpty(State.Note) ? "" : $", {State.Note}";
            return counts + rate + time + note;
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Clock(TimeSpan time) =>
        time.TotalDays >= 1 ? Text($"{time:d\\ \\d\\ hh\\:mm\\:ss}") : Text($"{time:h\\:mm\\:ss}");
}
