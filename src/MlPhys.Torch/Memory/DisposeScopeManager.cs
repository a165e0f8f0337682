namespace TorchSharp;

/// <summary>
/// The dispose scopes of one thread, innermost first, and the account of what its tensors weigh. A tensor object is tiny
/// for the garbage collector: it is told of the native memory behind, in steps, so that small tensors cost little.
/// </summary>
public class DisposeScopeManager
{
    /// <summary>About what libtorch keeps for a tensor beside its data: the tensor itself, its storage, its graph node.</summary>
    private const long Overhead = 1024;

    private const long Step = 1 << 20;

    [ThreadStatic]
    private static DisposeScopeManager? threadSingleton;

    private long untold;

    private DisposeScopeManager() { }

    /// <summary>What this thread has created and disposed so far.</summary>
    public static ThreadDisposeScopeStatistics Statistics => ThreadSingleton.StatisticsInstance;

    internal static DisposeScopeManager ThreadSingleton => threadSingleton ??= new();

    internal ThreadDisposeScopeStatistics StatisticsInstance { get; } = new();

    internal DisposeScope? CurrentDisposeScope { get; private set; }

    internal DisposeScope NewDisposeScope() => CurrentDisposeScope = new(this);

    internal void Register(torch.Tensor tensor, long bytes)
    {
        untold += bytes + Overhead;
        if (untold > Step)
        {
            GC.AddMemoryPressure(untold);
            untold = 0;
        }
        if (CurrentDisposeScope is null)
        {
            StatisticsInstance.TensorStatistics.CreatedOutsideScopeCount++;
            return;
        }
        StatisticsInstance.TensorStatistics.CreatedInScopeCount++;
        CurrentDisposeScope.Add(tensor);
    }

    internal void Unregister(torch.Tensor tensor)
    {
        if (tensor.OwningDisposeScope is null)
        {
            StatisticsInstance.TensorStatistics.DisposedOutsideScopeCount++;
            return;
        }
        StatisticsInstance.TensorStatistics.DisposedInScopeCount++;
        tensor.OwningDisposeScope.Remove(tensor);
    }

    /// <summary>Accounts for native memory that was freed on this thread.</summary>
    internal void Freed(long bytes)
    {
        untold -= bytes + Overhead;
        if (untold >= -Step)
            return;
        GC.RemoveMemoryPressure(-untold);
        untold = 0;
    }

    internal void RemoveDisposeScope(DisposeScope closed)
    {
        if (CurrentDisposeScope == closed)
        {
            CurrentDisposeScope = closed.OuterScope;
            return;
        }
        for (var scope = CurrentDisposeScope; scope is not null; scope = scope.OuterScope)
            if (scope.OuterScope == closed)
                scope.OuterScope = closed.OuterScope;
    }
}
