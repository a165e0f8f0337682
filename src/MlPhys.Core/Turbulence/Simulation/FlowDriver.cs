using System.Diagnostics;
using MlPhys.Runs;

namespace MlPhys.Turbulence.Simulation;

/// <summary>Takes a session to its end, with checkpoints.</summary>
internal sealed class FlowDriver(IFlowSession session, CheckpointFile? keeper, TimeSpan every)
{
    private const long Ticks = 1000;

    public void Run(double duration, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        if (keeper is { Exists: true })
            session.Restore(keeper.Load().State);
        else
            session.Start();
        for (var clock = Stopwatch.StartNew(); session.Time < duration; )
        {
            Advance(duration);
            var done = (long)(Ticks * Math.Min(1, session.Time / duration));
            progress.Report(
                new RunProgress("simulation", done, Ticks, FormattableString.Invariant($"t = {session.Time:F2}"))
            );
            if (cancellation.IsCancellationRequested || clock.Elapsed >= every)
            {
                keeper?.Save(session.Save());
                clock.Restart();
            }
            cancellation.ThrowIfCancellationRequested();
        }
        keeper?.Save(session.Save());
    }

    /// <summary>A step refused as too long leaves the state as it was: it is kept before the fault goes on.</summary>
    private void Advance(double duration)
    {
        try
        {
            session.Advance(duration);
        }
        catch (UnstableStepException e) when (double.IsFinite(e.Courant))
        {
            keeper?.Save(session.Save());
            throw;
        }
    }
}
