using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Ba et al. 2016: the last dimensions of each sample to mean zero and variance one.</summary>
public sealed class LayerNorm : nn.Module<Tensor, Tensor>
{
    internal LayerNorm(
        long[] normalized_shape,
        double eps,
        bool elementwise_affine,
        bool bias,
        Device? device,
        ScalarType? dtype
    )
        : base(nameof(LayerNorm))
    {
        (this.normalized_shape, this.eps, this.elementwise_affine) = (normalized_shape, eps, elementwise_affine);
        if (elementwise_affine)
            weight = nn.Parameter(empty(normalized_shape, dtype, device));
        if (elementwise_affine && bias)
            this.bias = nn.Parameter(empty(normalized_shape, dtype, device));
        reset_parameters();
    }

    public long[] normalized_shape { get; set; }
    public double eps { get; set; }
    public bool elementwise_affine { get; set; }

    public Parameter weight
    {
        get => field!;
        set => ConditionallyRegisterParameter(nameof(weight), field = value);
    }

    public Parameter? bias
    {
        get;
        set => ConditionallyRegisterParameter(nameof(bias), field = value);
    }

    public void reset_parameters()
    {
        if (weight is not null)
            nn.init.ones_(weight);
        if (bias is not null)
            nn.init.zeros_(bias);
    }

    public override Tensor forward(Tensor tensor) =>
        nn.functional.layer_norm(tensor, normalized_shape, weight, bias, eps);
}
