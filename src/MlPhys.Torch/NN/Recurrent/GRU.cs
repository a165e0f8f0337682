using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Cho et al. 2014: a recurrent layer with a reset and an update gate.</summary>
public sealed class GRU : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
{
    private readonly RecurrentWeights weights;

    internal GRU(Func<nn.Module, RecurrentWeights> weights)
        : base(nameof(GRU)) => this.weights = weights(this);

    /// <returns>The last layer's state at each time, and each layer's state at the end.</returns>
    public override (Tensor, Tensor) forward(Tensor input, Tensor? h0) =>
        nn.functional.gru_of(
            input,
            h0 ?? weights.InitialState(input),
            weights.All,
            weights.HasBias,
            weights.Layers,
            weights.Dropout,
            training,
            weights.Bidirectional,
            weights.BatchFirst
        );

    public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);
}
