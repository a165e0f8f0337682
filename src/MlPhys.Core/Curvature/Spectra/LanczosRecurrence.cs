using System.Collections.Immutable;
using MlPhys.Curvature.Operators;
using MlPhys.Runs;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Spectra;

/// <summary>The three-term recurrence of several start vectors side by side, step by step.</summary>
internal sealed class LanczosRecurrence : IDisposable
{
    private readonly LinearOperator map;
    private readonly TridiagonalChain[] chains;
    private readonly double[] masses;
    private readonly Tensor? history;
    private readonly List<double> diagonal = [];
    private readonly List<double> offDiagonal = [];
    private Tensor current;
    private Tensor previous;
    private Tensor beta;

    /// <param name="map">A, symmetric.</param>
    /// <param name="starts">Start vectors [k, n].</param>
    /// <param name="steps">Steps that there will be.</param>
    /// <param name="reorthogonalise">Whether all vectors are kept, and new ones made orthogonal to them.</param>
    public LanczosRecurrence(LinearOperator map, Tensor starts, int steps, bool reorthogonalise)
    {
        this.map = map;
        using var scope = NewDisposeScope();
        var count = (int)starts.shape[0];
        var lengths = starts.to(ScalarType.Float64).norm(1).data<double>().ToArray();
        masses = Array.ConvertAll(lengths, length => length * length / map.Rows);
        chains = [.. Enumerable.Range(0, count).Select(_ => new TridiagonalChain())];
        current = starts / starts.norm(1, keepdim: true).clamp_min(1e-300);
        previous = zeros_like(current);
        beta = zeros(count, 1, map.Type);
        history = reorthogonalise ? empty(count, steps, map.Rows, map.Type) : null;
        scope.Detach([current, previous, beta, .. history is null ? [] : new[] { history }]);
    }

    /// <summary>Steps done.</summary>
    public int Done => diagonal.Count / chains.Length;

    /// <summary>Whether every vector's space has become invariant.</summary>
    public bool IsComplete => chains.All(c => c.IsComplete);

    /// <summary>Node and masses of each start vector.</summary>
    public ImmutableArray<WeightedNodes> Quadratures() => [.. chains.Zip(masses, (c, mass) => c.Quadrature(mass))];

    /// <summary>One product, and the next vectors.</summary>
    public void Step()
    {
        using var scope = NewDisposeScope();
        var image = map.Multiply(current).sub_(previous * beta);
        var alpha = (image * current).sum(1, keepdim: true);
        image.sub_(current * alpha);
        if (history is not null)
        {
            history.select(1, Done).copy_(current);
            TakeOut(history.narrow(1, 0, Done + 1), image);
        }
        var length = image.norm(1, keepdim: true);
        Add(Wide(alpha), Wide(length));
        previous.Dispose();
        beta.Dispose();
        (previous, current, beta) = (current, image / length.clamp_min(1e-300), length);
        scope.Detach(current, beta);
    }

    /// <summary>The state, from which the recurrence goes on to the same bits.</summary>
    public Checkpoint Save()
    {
        using var scope = NewDisposeScope();
        var state = Checkpoint
            .Empty.With("current", OperatorTensors.ToArray(current.reshape(-1)))
            .With("previous", OperatorTensors.ToArray(previous.reshape(-1)))
            .With("beta", OperatorTensors.ToArray(beta.reshape(-1)))
            .With("diagonal", diagonal.ToArray())
            .With("offDiagonal", offDiagonal.ToArray());
        return history is null
            ? state
            : state.With("history", OperatorTensors.ToArray(history.narrow(1, 0, Done).reshape(-1)));
    }

    /// <summary>Goes on from a saved state.</summary>
    public void Restore(Checkpoint state)
    {
        using var scope = NewDisposeScope();
        current.copy_(Saved(state, "current").view(current.shape));
        previous.copy_(Saved(state, "previous").view(previous.shape));
        beta.copy_(Saved(state, "beta").view(beta.shape));
        var (alphas, betas) = (state.Array("diagonal").Doubles(), state.Array("offDiagonal").Doubles());
        for (var i = 0; i < alphas.Length; i += chains.Length)
            Add(alphas[i..(i + chains.Length)], betas[i..(i + chains.Length)]);
        if (history is not null)
            history.narrow(1, 0, Done).copy_(Saved(state, "history").view(chains.Length, Done, map.Rows));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        current.Dispose();
        previous.Dispose();
        beta.Dispose();
        history?.Dispose();
    }

    private void Add(double[] alphas, double[] betas)
    {
        diagonal.AddRange(alphas);
        offDiagonal.AddRange(betas);
        for (var i = 0; i < chains.Length; i++)
            chains[i].Add(alphas[i], betas[i]);
    }

    private static Tensor Saved(Checkpoint state, string name) => tensor(state.Array(name).Doubles());

    private static void TakeOut(Tensor history, Tensor image)
    {
        for (var pass = 0; pass < 2; pass++)
            image.sub_(history.transpose(1, 2).bmm(history.bmm(image.unsqueeze(2))).squeeze(2));
    }

    private static double[] Wide(Tensor column) => column.to(ScalarType.Float64).reshape(-1).data<double>().ToArray();
}
