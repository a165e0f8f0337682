using System.Runtime.ExceptionServices;

namespace MlPhys.Numerics.Differential;

/// <summary>Runs indexed work over a number of threads, each with a workplace of its own.</summary>
internal static class Batches
{
    public static void Run<T>(
        int count,
        int workers,
        Func<T> workplace,
        Action<T, int> work,
        CancellationToken cancellation
    )
    {
        if (workers == 1)
        {
            var own = workplace();
            for (var i = 0; i < count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                work(own, i);
            }
            return;
        }
        try
        {
            Parallel.For(
                0,
                count,
                new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation },
                workplace,
                (i, _, own) =>
                {
                    work(own, i);
                    return own;
                },
                _ => { }
            );
        }
        catch (AggregateException failure)
        {
            ExceptionDispatchInfo.Throw(failure.InnerExceptions[0]);
        }
    }
}
