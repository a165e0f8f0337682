using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The last changes of position and gradient: an inverse Hessian in product form (Nocedal 1980).</summary>
internal sealed class CurvatureMemory(long capacity) : IDisposable
{
    private readonly LinkedList<(Tensor Move, Tensor Change, double Weight)> pairs = [];
    private double scale = 1;

    /// <summary>Takes a pair whose curvature is positive; others would spoil the inverse.</summary>
    public void Add(Tensor move, Tensor change)
    {
        var curvature = change.dot(move).ToDouble();
        if (curvature <= 1e-10)
            return;
        if (pairs.Count == capacity)
        {
            Free(pairs.First!.Value);
            pairs.RemoveFirst();
        }
        pairs.AddLast((move.DetachFromDisposeScope(), change.DetachFromDisposeScope(), 1 / curvature));
        scale = curvature / change.dot(change).ToDouble();
    }

    /// <summary>Minus the inverse Hessian times the gradient, by the two-loop recursion.</summary>
    public Tensor Direction(Tensor gradient)
    {
        var direction = gradient.neg();
        var shares = new Stack<double>();
        for (var node = pairs.Last; node is not null; node = node.Previous)
        {
            var (move, change, weight) = node.Value;
            var share = weight * move.dot(direction).ToDouble();
            shares.Push(share);
            direction.add_(change, alpha: -share);
        }
        direction.mul_(scale);
        foreach (var (move, change, weight) in pairs)
        {
            var back = weight * change.dot(direction).ToDouble();
            direction.add_(move, alpha: shares.Pop() - back);
        }
        return direction;
    }

    public void Dispose()
    {
        foreach (var pair in pairs)
            Free(pair);
        pairs.Clear();
    }

    private static void Free((Tensor Move, Tensor Change, double Weight) pair)
    {
        pair.Move.Dispose();
        pair.Change.Dispose();
    }
}
