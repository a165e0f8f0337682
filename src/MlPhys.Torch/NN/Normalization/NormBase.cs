using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalization of channels with running statistics and, if affine, a learned scale and shift.</summary>
public abstract class NormBase : nn.Module<Tensor, Tensor>
{
    protected NormBase(
        long num_features,
        double eps,
        double? momentum,
        bool affine,
        bool track_running_stats,
        Device? device,
        ScalarType? dtype,
        string name
    )
        : base(name)
    {
        (this.num_features, this.eps, this.momentum) = (num_features, eps, momentum);
        (this.affine, this.track_running_stats) = (affine, track_running_stats);
        if (affine)
        {
            weight = nn.Parameter(empty(num_features, dtype, device));
            bias = nn.Parameter(empty(num_features, dtype, device));
        }
        if (track_running_stats)
        {
            running_mean = zeros(num_features, dtype, device);
            running_var = ones(num_features, dtype, device);
            num_batches_tracked = zeros([], ScalarType.Int64, device);
        }
        reset_parameters();
    }

    public long num_features { get; }
    public double eps { get; set; }

    /// <summary>Weight of the newest batch in the running statistics; null takes the mean over all batches.</summary>
    public double? momentum { get; set; }
    public bool affine { get; }
    public bool track_running_stats { get; }

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

    public Tensor? running_mean
    {
        get;
        set => ConditionallyRegisterBuffer(nameof(running_mean), field = value);
    }

    public Tensor? running_var
    {
        get;
        set => ConditionallyRegisterBuffer(nameof(running_var), field = value);
    }

    public Tensor? num_batches_tracked
    {
        get;
        set => ConditionallyRegisterBuffer(nameof(num_batches_tracked), field = value);
    }

    public void reset_running_stats()
    {
        if (!track_running_stats)
            return;
        nn.init.zeros_(running_mean!);
        nn.init.ones_(running_var!);
        nn.init.zeros_(num_batches_tracked!);
    }

    public void reset_parameters()
    {
        reset_running_stats();
        if (!affine)
            return;
        nn.init.ones_(weight!);
        nn.init.zeros_(bias!);
    }

    protected abstract void ValidateInputDimensions(Tensor input);

    private protected void RequireDimensions(Tensor input, params ReadOnlySpan<int> allowed)
    {
        if (!allowed.Contains(input.shape.Length))
            throw new ArgumentException(
                $"{GetName()} expects an input of {string.Join(" or ", allowed.ToArray())} dimensions, but got {input.shape.Length}.",
                nameof(input)
            );
    }
}
