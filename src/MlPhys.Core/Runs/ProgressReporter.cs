namespace MlPhys.Runs;

/// <summary>Turns a flood of reports into one drawing an interval with rate and remaining time; safe to call from any thread.</summary>
internal sealed class ProgressReporter(Action<ProgressView> draw, TimeProvider time, TimeSpan interval)
    : IProgress<RunProgress>
{
    private readonly Lock gate = new();
    private RunProgress? first;
    private long firstAt;
    private long drawnAt;

    public void Report(RunProgress value)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            var isNewStage = first is null || !string.Equals(first.Stage, value.Stage, StringComparison.Ordinal);
            if (isNewStage)
                (first, firstAt) = (value, now);
            var elapsed = time.GetElapsedTime(firstAt, now);
            // Work done before the first report (a resumed run) says nothing about the rate.
            var rate = elapsed > TimeSpan.Zero ? Math.Max(0, value.Done - first!.Done) / elapsed.TotalSeconds : 0;
            var view = new ProgressView(value, rate, elapsed, isNewStage);
            if (!isNewStage && !view.IsFinished && time.GetElapsedTime(drawnAt, now) < interval)
                return;
            drawnAt = now;
            draw(view);
        }
    }
}
