using System.Collections.Immutable;
using MlPhys.Curvature.Layers;
using MlPhys.Curvature.Objectives;
using MlPhys.Curvature.Spectra;
using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>What a layer's parameters cannot change on the data: combinations of inputs that never occur, and neurons that never fire.</summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="DeadInputs">Dimension of the null space of its inputs' second moments, a bias counted as an input of ones.</param>
/// <param name="DeadNeurons">Neurons whose rectifier never passes anything.</param>
/// <param name="Dimension">Directions in parameter space.</param>
public sealed record TrivialNull(string Layer, int DeadInputs, int DeadNeurons, int Dimension);

/// <summary>Directions of zero curvature that say nothing about symmetries.</summary>
internal sealed class TrivialNulls
{
    private const double RankTolerance = 1e-10;
    private readonly List<(ParameterSlice Weight, ParameterSlice? Bias, Tensor Null, bool[] Dead)> layers = [];

    private TrivialNulls(IEnumerable<(NetworkLayer Layer, Tensor Moments, bool[] Dead)> found)
    {
        var rows = ImmutableArray.CreateBuilder<TrivialNull>();
        foreach (var (layer, moments, dead) in found)
        {
            var (weight, bias) = layer switch
            {
                DenseLayer dense => (dense.Weight, dense.Bias),
                ConvolutionLayer convolution => (convolution.Weight, convolution.Bias),
                _ => throw new InvalidOperationException($"{layer.Name} has no weights"),
            };
            var (values, vectors) = linalg.eigh(moments);
            var count = (int)values.lt(RankTolerance * values[-1].item<double>()).sum().item<long>();
            var width = (int)moments.shape[0];
            var neurons = (int)weight.Shape[0];
            var silent = dead.Count(d => d);
            var dimension = (neurons - silent) * count + silent * width;
            layers.Add((weight, bias, vectors.narrow(1, 0, count).clone().DetachFromDisposeScope(), dead));
            rows.Add(new TrivialNull(layer.Name, count, silent, dimension));
        }
        Rows = rows.ToImmutable();
    }

    public ImmutableArray<TrivialNull> Rows { get; }

    public int Dimension => Rows.Sum(r => r.Dimension);

    /// <summary>The trivial nulls of a network on its data.</summary>
    /// <exception cref="InvalidOperationException">The second moments of a layer's inputs do not fit into the budget.</exception>
    public static TrivialNulls Of(Objective objective, MemoryBudget budget)
    {
        foreach (var layer in objective.Structure.Layers.Where(l => l is DenseLayer or ConvolutionLayer))
        {
            var weight = layer.Parameters.First();
            var width = weight.Length / (double)weight.Shape[0] + 1;
            budget.Require(3 * width * width, $"the matrix of second moments of the inputs of layer {layer.Name}");
        }
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var sums = new Dictionary<string, (NetworkLayer Layer, Tensor Moments, bool[] Dead)>();
        foreach (var batch in objective.Batches())
        {
            using var recording = objective.Structure.Record(batch.Input);
            for (var i = 0; i < recording.Calls.Length; i++)
            {
                var call = recording.Calls[i];
                if (LayerInputs.Moments(call) is not { } moments)
                    continue;
                var dead = LayerInputs.Dead(recording, i);
                sums[call.Layer.Name] = sums.TryGetValue(call.Layer.Name, out var sum)
                    ? (call.Layer, sum.Moments + moments, [.. sum.Dead.Zip(dead, (a, b) => a && b)])
                    : (call.Layer, moments, dead);
            }
        }
        return new TrivialNulls(sums.Values);
    }

    /// <summary>An orthonormal basis [P, t].</summary>
    public Tensor Basis(int dimension)
    {
        using var scope = NewDisposeScope();
        var columns = new List<Tensor> { zeros([dimension, 0], ScalarType.Float64) };
        foreach (var (weight, bias, empty, dead) in layers)
        {
            var (neurons, width) = ((int)weight.Shape[0], (int)(weight.Length / weight.Shape[0]));
            for (var i = 0; i < neurons; i++)
            {
                var vectors = dead[i] ? eye(empty.shape[0], dtype: ScalarType.Float64) : empty;
                var block = zeros(dimension, vectors.shape[1], ScalarType.Float64);
                block.narrow(0, weight.Offset + i * width, width).copy_(vectors.narrow(0, 0, width));
                if (bias is not null)
                    block[bias.Offset + i].copy_(vectors[width]);
                columns.Add(block);
            }
        }
        return cat(columns, 1).MoveToOuterDisposeScope();
    }

    /// <summary>Takes dead inputs of the first layer out of flat vectors [k, P], or of weights.</summary>
    public void TakeFirstLayerOutOf(Tensor rows)
    {
        if (layers.Count == 0)
            return;
        var (weight, bias, empty, _) = layers[0];
        using var scope = NewDisposeScope();
        var neurons = weight.Shape[0];
        var (count, width) = (rows.shape[0], weight.Length / neurons);
        var w = rows.narrow(1, weight.Offset, weight.Length).reshape(count, neurons, width);
        var all = bias is null ? w : cat([w, rows.narrow(1, bias.Offset, bias.Length).unsqueeze(2)], 2);
        var basis = empty.to(rows.dtype);
        all = all - all.matmul(basis).matmul(basis.t());
        rows.narrow(1, weight.Offset, weight.Length).copy_(all.narrow(2, 0, width).reshape(count, -1));
        if (bias is not null)
            rows.narrow(1, bias.Offset, bias.Length).copy_(all.select(2, width));
    }

    /// <summary>Directions among the dead inputs of the first layer.</summary>
    public int FirstLayerDimension =>
        layers.Count == 0 ? 0 : (int)(layers[0].Null.shape[1] * layers[0].Weight.Shape[0]);
}
