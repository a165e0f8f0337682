using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>x above zero, else a learned slope times x; one slope, or one for each channel.</summary>
public sealed class PReLU : nn.Module<Tensor, Tensor>
{
    internal PReLU(long num_parameters, double init, Device? device, ScalarType? dtype)
        : base(nameof(PReLU))
    {
        (this.num_parameters, this.init) = (num_parameters, init);
        weight = nn.Parameter(full(num_parameters, init, dtype, device));
    }

    public long num_parameters { get; }
    public double init { get; }

    public Parameter weight
    {
        get;
        set => ConditionallyRegisterParameter(nameof(weight), field = value);
    }

    public override Tensor forward(Tensor tensor) => nn.functional.prelu(tensor, weight);
}
