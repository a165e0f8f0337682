namespace TorchSharp;

/// <summary>
/// Owns the tensors created on this thread while it is the innermost scope, and disposes them when it is disposed.
/// Scopes nest; <see cref="torch.NewDisposeScope"/> opens one.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    private readonly List<torch.Tensor> tensors = [];
    private DisposeScopeManager? manager;

    internal DisposeScope(DisposeScopeManager manager)
    {
        this.manager = manager;
        OuterScope = manager.CurrentDisposeScope;
    }

    internal DisposeScope? OuterScope { get; set; }

    /// <summary>A copy of the list of what the scope holds now.</summary>
    public IReadOnlyList<IDisposable> DisposablesView
    {
        get
        {
            RequireOpen();
            return [.. tensors];
        }
    }

    /// <summary>How many tensors the scope holds now.</summary>
    public int DisposablesCount
    {
        get
        {
            RequireOpen();
            return tensors.Count;
        }
    }

    /// <summary>Hands a tensor of this scope to the scope around it, or to nobody where there is none.</summary>
    public T MoveToOuter<T>(T disposable)
        where T : IDisposable
    {
        MoveToOther(OuterScope, disposable);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable => (MoveToOuter(first), MoveToOuter(second));

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable => (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(OuterScope, disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(OuterScope, disposables);

    /// <summary>Hands a tensor of this scope to another scope; null takes it out of all scopes.</summary>
    public T MoveToOther<T>(DisposeScope? scope, T disposable)
        where T : IDisposable
    {
        RequireOpen();
        if (disposable is torch.Tensor tensor && tensor.OwningDisposeScope == this)
        {
            if (scope is null)
                Detach(disposable);
            else
                scope.Take(tensor);
        }
        return disposable;
    }

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) =>
        MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables)
            MoveToOther<IDisposable>(scope, disposable);
    }

    /// <summary>Takes a tensor of this scope out of all scopes: from now on its owner or its finalizer frees it.</summary>
    public T Detach<T>(T disposable)
        where T : IDisposable
    {
        var open = RequireOpen();
        if (disposable is torch.Tensor tensor && tensor.OwningDisposeScope == this)
        {
            Remove(tensor);
            open.StatisticsInstance.TensorStatistics.DetachedFromScopeCount++;
        }
        return disposable;
    }

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable => (Detach(first), Detach(second));

    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable => (Detach(first), Detach(second), Detach(third));

    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables)
            Detach<IDisposable>(disposable);
    }

    /// <summary>Takes tensors into this scope, out of the one that held them.</summary>
    /// <exception cref="InvalidOperationException">One of them is no tensor.</exception>
    public void Attach(IDisposable disposable) => Attach((IEnumerable<IDisposable>)[disposable]);

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var open = RequireOpen();
        var list = disposables.ToList();
        foreach (var disposable in list)
        {
            if (disposable is not torch.Tensor tensor)
                throw new InvalidOperationException(
                    $"A DisposeScope holds tensors, not a {disposable.GetType().Name}."
                );
            if (tensor.OwningDisposeScope == this)
                continue;
            Take(tensor);
            open.StatisticsInstance.TensorStatistics.AttachedToScopeCount++;
        }
        return list;
    }

    /// <summary>Disposes everything that the scope holds now; the scope stays open.</summary>
    public void DisposeEverything() => DisposeEverythingBut([]);

    /// <summary>Disposes everything that the scope holds now except the tensors named; those stay in the scope.</summary>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        RequireOpen();
        var kept = inKeep.OfType<torch.Tensor>().Where(tensor => tensor.OwningDisposeScope == this).ToArray();
        foreach (var tensor in kept)
            Remove(tensor);
        while (tensors.Count > 0)
            tensors[^1].Dispose();
        foreach (var tensor in kept)
            Add(tensor);
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public T DisposeEverythingBut<T>(T keep)
        where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable
    {
        DisposeEverythingBut([first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable
    {
        DisposeEverythingBut([first, second, third]);
        return (first, second, third);
    }

    /// <summary>Tells the scope that a tensor of its own was disposed elsewhere.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        RequireOpen();
        if (disposable is torch.Tensor tensor && tensor.OwningDisposeScope == this)
            Remove(tensor);
    }

    public bool Contains(IDisposable disposable) =>
        disposable is torch.Tensor tensor && tensor.OwningDisposeScope == this;

    /// <summary>Disposes what the scope holds and closes it.</summary>
    public void Dispose()
    {
        if (manager is null)
            return;
        DisposeEverything();
        manager.RemoveDisposeScope(this);
        manager = null;
    }

    internal void Add(torch.Tensor tensor)
    {
        tensor.OwningDisposeScope = this;
        tensor.ScopeIndex = tensors.Count;
        tensors.Add(tensor);
    }

    internal void Remove(torch.Tensor tensor)
    {
        var last = tensors[^1];
        tensors[tensor.ScopeIndex] = last;
        last.ScopeIndex = tensor.ScopeIndex;
        tensors.RemoveAt(tensors.Count - 1);
        tensor.OwningDisposeScope = null;
    }

    private void Take(torch.Tensor tensor)
    {
        RequireOpen();
        tensor.OwningDisposeScope?.Remove(tensor);
        Add(tensor);
    }

    private DisposeScopeManager RequireOpen()
    {
        ObjectDisposedException.ThrowIf(manager is null, this);
        return manager;
    }
}
