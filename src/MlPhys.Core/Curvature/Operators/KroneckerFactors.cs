using MlPhys.Curvature.Layers;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Operators;

/// <summary>The Kronecker factors of a dense layer's block: V [n, d] to G V A, biases as a last column.</summary>
internal sealed record KroneckerFactors(DenseLayer Layer, Tensor Inputs, Tensor Signals)
{
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
}
