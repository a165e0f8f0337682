namespace MlPhys.Numerics.Threads;

/// <summary>Threads that stay, for many short pieces of work in a row: handing out a round allocates nothing.</summary>
/// <remarks>Who takes which piece is left to chance, so a piece writes where no other does; then the bits do not depend on the number of threads.</remarks>
internal sealed class WorkTeam : IDisposable
{
    private readonly SemaphoreSlim start = new(0);
    private readonly ManualResetEventSlim finished = new();
    private readonly Thread[] workers;
    private Action<int, int> work = (_, _) => { };
    private Exception? failure;
    private int pieces;
    private int next;
    private int busy;
    private bool isClosed;

    /// <param name="members">Number of threads, the caller's among them.</param>
    public WorkTeam(int members)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        workers = new Thread[members - 1];
        for (var i = 0; i < workers.Length; i++)
        {
            var member = i + 1;
            workers[i] = new Thread(() => Serve(member)) { IsBackground = true, Name = "MlPhys work" };
            workers[i].Start();
        }
    }

    public int Members => workers.Length + 1;

    /// <summary>Calls work(piece, member) for each piece and returns when all are done; member tells which scratch memory is free to use.</summary>
    public void Run(int count, Action<int, int> action)
    {
        if (workers.Length == 0)
        {
            for (var piece = 0; piece < count; piece++)
                action(piece, 0);
            return;
        }
        (work, pieces, next, busy, failure) = (action, count, 0, workers.Length, null);
        finished.Reset();
        start.Release(workers.Length);
        Take(0);
        finished.Wait();
        if (failure is { } fault)
            throw new AggregateException(fault);
    }

    public void Dispose()
    {
        isClosed = true;
        if (workers.Length > 0)
            start.Release(workers.Length);
        foreach (var worker in workers)
            worker.Join();
        start.Dispose();
        finished.Dispose();
    }

    private void Serve(int member)
    {
        while (true)
        {
            start.Wait();
            if (Volatile.Read(ref isClosed))
                return;
            Take(member);
            if (Interlocked.Decrement(ref busy) == 0)
                finished.Set();
        }
    }

    private void Take(int member)
    {
        try
        {
            for (int piece; (piece = Interlocked.Increment(ref next) - 1) < pieces; )
                work(piece, member);
        }
        catch (Exception e)
        {
            failure = e;
        }
    }
}
