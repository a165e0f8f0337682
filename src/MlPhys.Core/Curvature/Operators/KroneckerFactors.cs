using MlPhys.Curvature.Layers;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Operators;

/// <summary>The Kronecker factors of a layer's block: V [n, d] to G V A, biases as a last column.</summary>
internal sealed record KroneckerFactors(NetworkLayer Layer, Tensor Inputs, Tensor Signals)
{
    public ParameterSlice Weight => Layer.Parameters.First();

    public ParameterSlice? Bias => Layer.Parameters.Skip(1).FirstOrDefault();

    /// <summary>Whether the factors of a layer are known.</summary>
    public static bool AreKnownOf(NetworkLayer layer) =>
        layer is DenseLayer or ConvolutionLayer { Groups: 1, PadsZeros: true };

    public Tensor Multiply(Tensor weights) => Signals.matmul(weights).matmul(Inputs);

    /// <summary>The factors of (A + p sqrt(damping)) x (G + sqrt(damping) / p), inverted; p balances their traces.</summary>
    public KroneckerFactors Inverted(double damping)
    {
        using var scope = NewDisposeScope();
        var (d, n) = (Inputs.shape[0], Signals.shape[0]);
        var ratio = Inputs.trace().item<double>() / d / (Signals.trace().item<double>() / n);
        var balance = ratio > 0 && double.IsFinite(ratio) ? Math.Sqrt(ratio) : 1;
        var inputs = Inputs + balance * Math.Sqrt(damping) * eye(d, dtype: ScalarType.Float64);
        var signals = Signals + Math.Sqrt(damping) / balance * eye(n, dtype: ScalarType.Float64);
        return new(Layer, inputs.inverse().DetachFromDisposeScope(), signals.inverse().DetachFromDisposeScope());
    }

    /// <summary>Sum over samples and positions of a a^T, where a is what a neuron's weights are multiplied by, a one for a bias.</summary>
    public static Tensor InputSum(LayerCall call)
    {
        var input = call.Input.detach();
        var rows = call.Layer is ConvolutionLayer convolution
            ? ConvolutionPatches.Rows(convolution, input)
            : input.reshape(-1, input.shape[^1]);
        return Gram(call.Layer.Parameters.Count() > 1 ? cat([rows, ones(rows.shape[0], 1, rows.dtype)], 1) : rows);
    }

    /// <summary>Sum over samples of the mean over positions of g g^T, where g are gradients with respect to a layer's output.</summary>
    public static Tensor SignalSum(LayerCall call, Tensor gradient)
    {
        var positions = gradient.numel() / (gradient.shape[0] * call.Layer.Parameters.First().Shape[0]);
        var rows =
            call.Layer is ConvolutionLayer
                ? gradient.flatten(2).permute(0, 2, 1).reshape(-1, gradient.shape[1])
                : gradient.reshape(-1, gradient.shape[^1]);
        return Gram(rows) * (1.0 / positions);
    }

    private static Tensor Gram(Tensor rows)
    {
        var wide = rows.to(ScalarType.Float64);
        return wide.t().mm(wide);
    }
}
