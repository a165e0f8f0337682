using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Hochreiter and Schmidhuber 1997, with forget gates: a recurrent layer with a state and a cell.</summary>
public sealed class LSTM : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
{
    private readonly RecurrentWeights weights;

    internal LSTM(Func<nn.Module, RecurrentWeights> weights)
        : base(nameof(LSTM)) => this.weights = weights(this);

    /// <returns>The last layer's state at each time, and each layer's state and cell at the end.</returns>
    public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0)
    {
        var (state, cell) = h0_c0 ?? (weights.InitialState(input), weights.InitialState(input));
        return nn.functional.lstm_of(
            input,
            [state, cell],
            weights.All,
            weights.HasBias,
            weights.Layers,
            weights.Dropout,
            training,
            weights.Bidirectional,
            weights.BatchFirst
        );
    }

    public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);
}
