using MlPhys.Curvature.Objectives;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Chains;

/// <summary>What products with a batch need of a chain at its present weights: activations, derivatives and back-propagated signals.</summary>
internal sealed class ChainState : IDisposable
{
    public ChainState(DenseChain chain, Batch batch, LossFunction loss)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        Weight = batch.Weight;
        Target = batch.Target;
        Weights = [.. chain.Stages.Select(s => s.Module.weight.detach().clone())];
        var a = batch.Input.reshape(batch.Input.shape[0], -1).to(chain.Parameters.Type).contiguous();
        foreach (var (stage, weight) in chain.Stages.Zip(Weights))
        {
            Inputs.Add(a);
            var z = stage.Module.bias is { } bias ? addmm(bias.detach(), a, weight.t()) : a.mm(weight.t());
            (a, var first, var second) = stage.Activate(z);
            First.Add(first);
            Second.Add(second);
        }
        Output = a;
        using (enable_grad())
            Propagate(loss.Gradient(Output, Target).detach());
        scope.Detach([
            Output,
            .. Weights,
            .. Inputs,
            .. Signals,
            .. First.OfType<Tensor>(),
            .. Second.OfType<Tensor>(),
        ]);
    }

    /// <summary>Share of the batch in the mean.</summary>
    public double Weight { get; }

    public Tensor Target { get; }

    public Tensor Output { get; }

    /// <summary>Weight matrices [n, d].</summary>
    public Tensor[] Weights { get; }

    /// <summary>What each dense layer receives [N, d].</summary>
    public List<Tensor> Inputs { get; } = [];

    /// <summary>First derivatives of the activations at the pre-activations [N, n]; null for the identity.</summary>
    public List<Tensor?> First { get; } = [];

    /// <summary>Second derivatives times the signal that arrives from above [N, n]; null for piecewise linear activations.</summary>
    public List<Tensor?> Second { get; } = [];

    /// <summary>dL/dz of each dense layer [N, n].</summary>
    public List<Tensor> Signals { get; } = [];

    public void Dispose()
    {
        foreach (var tensor in (Tensor?[])[Output, .. Weights, .. Inputs, .. Signals, .. First, .. Second])
            tensor?.Dispose();
    }

    private void Propagate(Tensor signal)
    {
        for (var l = Weights.Length - 1; l >= 0; l--)
        {
            if (Second[l] is { } second)
                Second[l] = second * signal;
            var delta = First[l] is { } first ? signal * first : signal;
            Signals.Insert(0, delta);
            signal = delta.mm(Weights[l]);
        }
    }
}
