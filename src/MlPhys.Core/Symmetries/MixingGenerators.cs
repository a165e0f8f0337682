using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>T(A): dW = A W for what writes the features, dR = -R A for what reads them; A full or diagonal.</summary>
internal sealed class MixingGenerators(FeatureSpace space, bool diagonal, Tensor parameters) : IGenerators
{
    private readonly Tensor[] writers =
    [
        .. space.Writers.Select(v => v.Of(parameters).clone().DetachFromDisposeScope()),
    ];
    private readonly Tensor[] readers =
    [
        .. space.Readers.Select(v => v.Of(parameters).clone().DetachFromDisposeScope()),
    ];

    public GeneratorKind Kind => diagonal ? GeneratorKind.Rescaling : GeneratorKind.Mixing;

    public string Place => space.Name;

    public FeatureSpace Space => space;

    public bool IsDiagonal => diagonal;

    public int Count => diagonal ? space.Size : space.Size * space.Size;

    /// <summary>The writers' matrices [n, rest].</summary>
    public IReadOnlyList<Tensor> Written => writers;

    /// <summary>The readers' matrices, transposed [n, rest].</summary>
    public IReadOnlyList<Tensor> ReadTransposed => readers;

    public void AddTangent(Tensor coefficients, Tensor flat)
    {
        using var scope = NewDisposeScope();
        var map = diagonal ? coefficients.unsqueeze(1) : Map(coefficients);
        foreach (var (view, w) in space.Writers.Zip(writers))
            view.AddTo(flat, diagonal ? map * w : map.mm(w));
        foreach (var (view, r) in space.Readers.Zip(readers))
            view.AddTo(flat, (diagonal ? map * r : map.t().mm(r)).neg_());
    }

    public Tensor Transposed(Tensor flat)
    {
        using var scope = NewDisposeScope();
        var n = space.Size;
        var sum = diagonal ? zeros(n, ScalarType.Float64) : zeros(n, n, ScalarType.Float64);
        foreach (var (view, w) in space.Writers.Zip(writers))
            sum.add_(diagonal ? (view.Of(flat) * w).sum(1) : view.Of(flat).mm(w.t()));
        foreach (var (view, r) in space.Readers.Zip(readers))
            sum.sub_(diagonal ? (view.Of(flat) * r).sum(1) : r.mm(view.Of(flat).t()));
        return sum.reshape(-1).MoveToOuterDisposeScope();
    }

    /// <summary>The parameters moved along the orbit by exp(A).</summary>
    public Tensor Moved(Tensor flat, Tensor coefficients)
    {
        using var scope = NewDisposeScope();
        // Entry by entry where it can be: the exponential of a matrix has errors of the size of its largest entry.
        var (forward, backward) = diagonal
            ? (coefficients.exp().diag(), (-coefficients).exp().diag())
            : (Map(coefficients).matrix_exp(), (-Map(coefficients)).matrix_exp());
        var moved = flat.clone();
        foreach (var view in space.Writers)
            view.Set(moved, forward.mm(view.Of(moved)));
        foreach (var view in space.Readers)
            view.Set(moved, backward.t().mm(view.Of(moved)));
        return moved.MoveToOuterDisposeScope();
    }

    private Tensor Map(Tensor coefficients) => coefficients.view(space.Size, space.Size);
}
