using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Ulyanov et al. 2016: each channel of each sample to mean zero and variance one.</summary>
public abstract class InstanceNorm : NormBase
{
    protected InstanceNorm(
        long num_features,
        double eps,
        double? momentum,
        bool affine,
        bool track_running_stats,
        Device? device,
        ScalarType? dtype,
        string name
    )
        : base(num_features, eps, momentum ?? 0.1, affine, track_running_stats, device, dtype, name) { }

    protected abstract long GetNumberOfBatchDimensions();

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        var channelAxis = input.dim() - GetNumberOfBatchDimensions();
        if (input.shape[channelAxis] != num_features)
            throw new ArgumentException(
                $"{GetName()} expects {num_features} channels along axis {channelAxis}, but the input has {input.shape[channelAxis]}.",
                nameof(input)
            );
        return channelAxis == 1 ? Normalized(input) : Normalized(input.unsqueeze(0)).squeeze(0);
    }

    private Tensor Normalized(Tensor batch) =>
        nn.functional.instance_norm(
            batch,
            running_mean,
            running_var,
            weight,
            bias,
            training || !track_running_stats,
            momentum ?? 0.1,
            eps
        );
}

public sealed class InstanceNorm1d : InstanceNorm
{
    internal InstanceNorm1d(
        long num_features,
        double eps,
        double momentum,
        bool affine,
        bool track_running_stats,
        Device? device,
        ScalarType? dtype
    )
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(InstanceNorm1d)) { }

    protected override long GetNumberOfBatchDimensions() => 2;

    protected override void ValidateInputDimensions(Tensor input) => RequireDimensions(input, 2, 3);
}

public sealed class InstanceNorm2d : InstanceNorm
{
    internal InstanceNorm2d(
        long num_features,
        double eps,
        double momentum,
        bool affine,
        bool track_running_stats,
        Device? device,
        ScalarType? dtype
    )
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(InstanceNorm2d)) { }

    protected override long GetNumberOfBatchDimensions() => 3;

    protected override void ValidateInputDimensions(Tensor input) => RequireDimensions(input, 3, 4);
}

public sealed class InstanceNorm3d : InstanceNorm
{
    internal InstanceNorm3d(
        long num_features,
        double eps,
        double momentum,
        bool affine,
        bool track_running_stats,
        Device? device,
        ScalarType? dtype
    )
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(InstanceNorm3d)) { }

    protected override long GetNumberOfBatchDimensions() => 4;

    protected override void ValidateInputDimensions(Tensor input) => RequireDimensions(input, 4, 5);
}
