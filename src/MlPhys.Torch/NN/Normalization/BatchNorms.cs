using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Ioffe and Szegedy 2015: each channel to mean zero and variance one over the batch.</summary>
public abstract class BatchNorm : NormBase
{
    protected BatchNorm(
        long num_features,
        double eps,
        double? momentum,
        bool affine,
        bool track_running_stats,
        Device? device,
        ScalarType? dtype,
        string name
    )
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name) { }

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        var share = momentum ?? 0.0;
        if (training && track_running_stats)
        {
            num_batches_tracked!.add_(1);
            share = momentum ?? 1.0 / num_batches_tracked.item<long>();
        }
        var ofBatch = training || running_mean is null;
        var keepStatistics = !training || track_running_stats;
        return nn.functional.batch_norm(
            input,
            keepStatistics ? running_mean : null,
            keepStatistics ? running_var : null,
            weight,
            bias,
            ofBatch,
            share,
            eps
        );
    }
}

public sealed class BatchNorm1d : BatchNorm
{
    internal BatchNorm1d(
        long num_features,
        double eps,
        double? momentum,
        bool affine,
        bool track_running_stats,
        Device? device,
        ScalarType? dtype
    )
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm1d)) { }

    protected override void ValidateInputDimensions(Tensor input) => RequireDimensions(input, 2, 3);
}

public sealed class BatchNorm2d : BatchNorm
{
    internal BatchNorm2d(
        long num_features,
        double eps,
        double? momentum,
        bool affine,
        bool track_running_stats,
        Device? device,
        ScalarType? dtype
    )
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm2d)) { }

    protected override void ValidateInputDimensions(Tensor input) => RequireDimensions(input, 4);
}

public sealed class BatchNorm3d : BatchNorm
{
    internal BatchNorm3d(
        long num_features,
        double eps,
        double? momentum,
        bool affine,
        bool track_running_stats,
        Device? device,
        ScalarType? dtype
    )
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm3d)) { }

    protected override void ValidateInputDimensions(Tensor input) => RequireDimensions(input, 5);
}
