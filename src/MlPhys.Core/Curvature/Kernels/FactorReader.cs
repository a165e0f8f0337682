using System.Collections.Immutable;
using MlPhys.Curvature.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Kernels;

/// <summary>Turns the recorded calls of a network into factors of its kernel.</summary>
internal sealed class FactorReader
{
    private readonly NetworkStructure structure;
    private readonly KernelRates rates;
    private readonly HashSet<ParameterSlice> tied;

    /// <summary>Reads a structure.</summary>
    /// <exception cref="ArgumentException">Samples interact in a layer, or a layer's parameters are of an unknown kind.</exception>
    public FactorReader(NetworkStructure structure, KernelRates rates)
    {
        (this.structure, this.rates) = (structure, rates);
        Require(structure);
        tied =
        [
            .. structure
                .Layers.SelectMany(l => l.Parameters)
                .GroupBy(s => s)
                .Where(g => g.Count() > 1)
                .Select(g => g.Key),
        ];
    }

    /// <summary>The factors of a block of samples.</summary>
    /// <exception cref="ArgumentException">The network's outputs are not one row a sample.</exception>
    public KernelBlock Read(Tensor input)
    {
        using var scope = NewDisposeScope();
        using var record = structure.Record(input);
        var samples = (int)input.shape[0];
        if (record.Output.dim() == 0 || record.Output.shape[0] != samples)
            throw new ArgumentException(
                $"the network gives outputs of shape [{string.Join(", ", record.Output.shape)}] for {samples} samples; expected [{samples}, outputs]",
                nameof(input)
            );
        var outputs = record.Output.reshape(samples, -1);
        var calls = record.Calls.Where(call => call.Layer.Parameters.Any() && call.Output.requires_grad).ToArray();
        var factors = Factors(calls, Signals(outputs, calls));
        return new KernelBlock(samples, (int)outputs.shape[1], outputs.dtype, factors).Kept();
    }

    /// <summary>df_k/dz of every call: [outputs, samples, ...].</summary>
    private static Tensor[] Signals(Tensor outputs, LayerCall[] calls)
    {
        Tensor[] targets = [.. calls.Select(call => call.Output)];
        var rows = targets.Select(_ => new List<Tensor>()).ToArray();
        for (var k = 0L; k < outputs.shape[1]; k++)
        {
            var gradients = autograd.grad(
                [outputs.select(1, k).sum()],
                targets,
                retain_graph: true,
                allow_unused: true
            );
            for (var call = 0; call < targets.Length; call++)
                rows[call].Add(gradients[call] is { IsInvalid: false } g ? g : zeros_like(targets[call]));
        }
        return [.. rows.Select(list => stack(list, 0).detach())];
    }

    private ImmutableArray<ImmutableArray<IKernelFactor>> Factors(LayerCall[] calls, Tensor[] signals)
    {
        using var untracked = no_grad();
        var groups = ImmutableArray.CreateBuilder<ImmutableArray<IKernelFactor>>();
        var written = new Dictionary<ParameterSlice, Tensor>();
        var byLayer = calls.Zip(signals).GroupBy(pair => pair.First.Layer);
        foreach (var layer in byLayer)
        {
            var isTied = layer.Key.Parameters.Any(tied.Contains);
            if (!isTied && layer.Key is DenseLayer dense && layer.All(pair => pair.Second.dim() == 3))
                groups.Add([.. layer.Select(pair => Outer(dense, pair.First.Input.detach(), pair.Second))]);
            else if (!isTied && layer.Key is EmbeddingLayer table)
                groups.Add([.. layer.Select(pair => Lookup(table, pair.First.Input, pair.Second))]);
            else
                foreach (var (call, signal) in layer)
                foreach (var (slice, gradient) in WrittenGradients.Of(call, signal))
                {
                    var scaled = gradient.flatten(2) * rates.Root(slice);
                    written[slice] = written.TryGetValue(slice, out var sum) ? sum + scaled : scaled;
                }
        }
        groups.AddRange(written.Values.Select(g => ImmutableArray.Create<IKernelFactor>(new GradientFactor(g))));
        return groups.ToImmutable();
    }

    private OuterFactor Outer(DenseLayer layer, Tensor input, Tensor signal)
    {
        var scaled = input * rates.Root(layer.Weight);
        var augmented = layer.Bias is null
            ? scaled
            : cat([scaled, full([input.shape[0], 1], rates.Root(layer.Bias), input.dtype)], 1);
        return new OuterFactor(augmented, signal);
    }

    private LookupFactor Lookup(EmbeddingLayer layer, Tensor rows, Tensor signal)
    {
        var samples = rows.shape[0];
        var features = signal.shape[^1];
        return new LookupFactor(
            rows.reshape(samples, -1).clone(),
            signal.reshape(signal.shape[0], samples, -1, features) * rates.Root(layer.Weight)
        );
    }

    private static void Require(NetworkStructure structure)
    {
        foreach (var layer in structure.Layers)
        {
            if (layer is NormalizationLayer { Kind: NormalizationKind.BatchTraining })
                throw new ArgumentException(
                    $"layer '{layer.Name}' normalises over the batch: its samples interact and have no kernel; call eval() on the network first",
                    nameof(structure)
                );
            if (layer is UnknownLayer { Own.Count: > 0 })
                throw new ArgumentException(
                    $"layer '{layer.Name}' ({layer.Module.GetName()}) has parameters of a kind that is not known; expected dense, convolution, norm or embedding layers",
                    nameof(structure)
                );
            if (layer is { Module: Dropout or Dropout1d or Dropout2d or Dropout3d } and UnknownLayer)
                throw new ArgumentException(
                    $"layer '{layer.Name}' drops units at random; call eval() on the network first",
                    nameof(structure)
                );
            if (layer is ConvolutionLayer { PadsZeros: false })
                throw new ArgumentException(
                    $"layer '{layer.Name}' does not pad with zeros by the same margin on both sides; only such convolutions are supported",
                    nameof(structure)
                );
        }
        if (!structure.Unclaimed.IsEmpty)
            throw new ArgumentException(
                $"parameter '{structure.Unclaimed[0].Name}' belongs to no layer of a known kind; expected dense, convolution, norm or embedding layers",
                nameof(structure)
            );
    }
}
