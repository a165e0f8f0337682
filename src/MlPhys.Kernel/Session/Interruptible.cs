using System.Runtime;

namespace MlPhys.Kernel.Session;

/// <summary>Runs code that a user may interrupt.</summary>
internal static class Interruptible
{
    /// <summary>What a cancelled call may take to end by itself, so that it can leave a checkpoint.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(150);

    /// <summary>
    /// Runs the action on this thread. Cancellation is first a request, which the code may see through its token; after a
    /// short time waits are broken off, and then a tight loop is aborted: an abort alone would wait for the end of a wait.
    /// </summary>
    /// <exception cref="OperationCanceledException">The action was aborted.</exception>
    public static void Run(Action action, CancellationToken cancellation)
    {
        if (!cancellation.CanBeCanceled)
        {
            action();
            return;
        }
        var thread = Thread.CurrentThread;
        using var wake = new CancellationTokenSource();
        using var abort = new CancellationTokenSource();
        try
        {
            using var wakes = wake.Token.Register(thread.Interrupt);
            using var asks = cancellation.Register(() =>
            {
                wake.CancelAfter(Grace);
                abort.CancelAfter(2 * Grace);
            });
            ControlledExecution.Run(action, abort.Token);
        }
        finally
        {
            ForgetInterrupt();
        }
    }

    /// <summary>An interrupt that came when nothing waited would break the next wait of this thread.</summary>
    private static void ForgetInterrupt()
    {
        try
        {
            Thread.Sleep(0);
        }
        catch (ThreadInterruptedException)
        {
            // That was the one.
        }
    }
}
