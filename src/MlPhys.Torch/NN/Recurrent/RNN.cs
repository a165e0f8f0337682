using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Elman 1990: h' = tanh, or ReLU, of W x + b + U h + c.</summary>
public sealed class RNN : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
{
    private readonly RecurrentWeights weights;
    private readonly nn.NonLinearities nonLinearity;

    internal RNN(nn.NonLinearities nonLinearity, Func<nn.Module, RecurrentWeights> weights)
        : base(nameof(RNN)) => (this.nonLinearity, this.weights) = (nonLinearity, weights(this));

    /// <returns>The last layer's state at each time, and each layer's state at the end.</returns>
    public override (Tensor, Tensor) forward(Tensor input, Tensor? h0)
    {
        var w = weights;
        h0 ??= w.InitialState(input);
        return nonLinearity == nn.NonLinearities.Tanh
            ? nn.functional.rnn_tanh_of(
                input,
                h0,
                w.All,
                w.HasBias,
                w.Layers,
                w.Dropout,
                training,
                w.Bidirectional,
                w.BatchFirst
            )
            : nn.functional.rnn_relu_of(
                input,
                h0,
                w.All,
                w.HasBias,
                w.Layers,
                w.Dropout,
                training,
                w.Bidirectional,
                w.BatchFirst
            );
    }

    public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);
}
