using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>y = x Wᵀ + b, over the last dimension of the input.</summary>
public sealed class Linear : nn.Module<Tensor, Tensor>
{
    internal Linear(Parameter weight, Parameter? bias = null)
        : base(nameof(Linear)) =>
        (out_features, in_features, this.weight, this.bias) = (weight.shape[0], weight.shape[1], weight, bias);

    internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype)
        : this(
            nn.Parameter(empty(outputSize, inputSize, dtype, device)),
            hasBias ? nn.Parameter(empty(outputSize, dtype, device)) : null
        ) => nn.init.LikeLinear(weight, bias);

    public long in_features { get; set; }
    public long out_features { get; set; }

    public Parameter weight
    {
        get;
        set => ConditionallyRegisterParameter(nameof(weight), field = value);
    }

    public Parameter? bias
    {
        get;
        set => ConditionallyRegisterParameter(nameof(bias), field = value);
    }

    public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, weight, bias);
}

/// <summary>y_k = x₁ᵀ W_k x₂ + b_k.</summary>
public sealed class Bilinear : nn.Module<Tensor, Tensor, Tensor>
{
    internal Bilinear(
        long in1_features,
        long in2_features,
        long out_features,
        bool hasBias,
        Device? device,
        ScalarType? dtype
    )
        : base(nameof(Bilinear))
    {
        (this.in1_features, this.in2_features, this.out_features) = (in1_features, in2_features, out_features);
        var bound = 1 / Math.Sqrt(in1_features);
        weight = nn.Parameter(empty(out_features, in1_features, in2_features, dtype, device));
        nn.init.uniform_(weight, -bound, bound);
        if (!hasBias)
            return;
        bias = nn.Parameter(empty(out_features, dtype, device));
        nn.init.uniform_(bias, -bound, bound);
    }

    public long in1_features { get; set; }
    public long in2_features { get; set; }
    public long out_features { get; set; }

    public Parameter weight
    {
        get;
        set => ConditionallyRegisterParameter(nameof(weight), field = value);
    }

    public Parameter? bias
    {
        get;
        set => ConditionallyRegisterParameter(nameof(bias), field = value);
    }

    public override Tensor forward(Tensor input1, Tensor input2) =>
        nn.functional.bilinear(input1, input2, weight, bias);
}
