using System.Runtime;

namespace MlPhys.Kernel.Session;

/// <summary>Runs code that a user may interrupt.</summary>
internal static class Interruptible
{
    /// <summary>What a cancelled call may take to end by itself, so that it can leave a checkpoint.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Runs the action on this thread. Cancellation is first a request, which the code may see through its token; after a
    /// short time waits are broken off and tight loops aborted.
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
        using var abort = new CancellationTokenSource();
        try
        {
            using var breakWaits = abort.Token.Register(thread.Interrupt);
            using var ask = cancellation.Register(() => abort.CancelAfter(Grace));
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
