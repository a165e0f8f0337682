using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Wu and He 2018: groups of channels of each sample to mean zero and variance one.</summary>
public sealed class GroupNorm : nn.Module<Tensor, Tensor>
{
    internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device? device, ScalarType? dtype)
        : base(nameof(GroupNorm))
    {
        (this.num_groups, this.num_channels, this.eps, this.affine) = (num_groups, num_channels, eps, affine);
        if (num_groups < 1 || num_channels % num_groups != 0)
            throw new ArgumentException(
                $"{num_groups} groups do not divide {num_channels} channels.",
                nameof(num_groups)
            );
        if (affine)
        {
            weight = nn.Parameter(empty(num_channels, dtype, device));
            bias = nn.Parameter(empty(num_channels, dtype, device));
        }
        reset_parameters();
    }

    public long num_groups { get; set; }
    public long num_channels { get; set; }
    public double eps { get; set; }
    public bool affine { get; set; }

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

    public override Tensor forward(Tensor tensor) => nn.functional.group_norm(tensor, num_groups, weight, bias, eps);
}
