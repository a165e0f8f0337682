using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The step that Adam and AdamW share.</summary>
internal static class AdamRule
{
    public static void Check(double eps, double beta1, double beta2, double weight_decay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(eps);
        ArgumentOutOfRangeException.ThrowIfNegative(weight_decay);
        ArgumentOutOfRangeException.ThrowIfNegative(beta1);
        ArgumentOutOfRangeException.ThrowIfNegative(beta2);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(beta1, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(beta2, 1);
    }

    public static void Step(
        Parameter parameter,
        Tensor gradient,
        Tensor first,
        Tensor second,
        Tensor? largest,
        in AdamCoefficients coefficients
    )
    {
        var type = parameter.dtype;
        if (!FusedRange.Fits(type, parameter, gradient, first, second, largest))
            StepWithOperators(parameter, gradient, first, second, largest, coefficients);
        else if (type == ScalarType.Float32)
            StepFused<float>(parameter, gradient, first, second, largest, coefficients);
        else
            StepFused<double>(parameter, gradient, first, second, largest, coefficients);
    }

    private static void StepFused<T>(
        Parameter parameter,
        Tensor gradient,
        Tensor first,
        Tensor second,
        Tensor? largest,
        in AdamCoefficients coefficients
    )
        where T : unmanaged, System.Numerics.IFloatingPoint<T>
    {
        new AdamKernel<T>(coefficients).Run(
            FusedRange.Of<T>(parameter),
            FusedRange.Of<T>(gradient),
            FusedRange.Of<T>(first),
            FusedRange.Of<T>(second),
            FusedRange.Of<T>(largest)
        );
        FusedRange.Wrote(parameter);
    }

    /// <summary>The same step by libtorch's operators: for other devices, types and layouts.</summary>
    internal static void StepWithOperators(
        Parameter parameter,
        Tensor gradient,
        Tensor first,
        Tensor second,
        Tensor? largest,
        in AdamCoefficients c
    )
    {
        if (c.Shrinkage != 1)
            parameter.mul_(c.Shrinkage);
        if (c.Sign != 1)
            gradient = gradient.mul(c.Sign);
        if (c.Decay != 0)
            gradient = gradient.add(parameter, alpha: c.Decay);
        first.mul_(c.Beta1).add_(gradient, alpha: 1 - c.Beta1);
        second.mul_(c.Beta2).addcmul_(gradient, gradient.conj(), value: 1 - c.Beta2);
        var bound = largest is null ? second : largest.copy_(maximum(largest, second));
        var root = bound.sqrt().div_(c.RootCorrection).add_(c.Epsilon);
        parameter.addcdiv_(first, root, value: -c.Rate);
    }
}
