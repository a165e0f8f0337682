using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlPhys.Training;

/// <summary>Non-linearities and their derivatives over whole padded spans.</summary>
internal static class Nonlinearity
{
    /// <summary>phi of each pre-activation.</summary>
    public static void Apply(MlpActivation activation, ReadOnlySpan<float> z, Span<float> result)
    {
        switch (activation)
        {
            case MlpActivation.Relu:
                TensorPrimitives.Max(z, 0f, result);
                break;
            case MlpActivation.Tanh:
                TensorPrimitives.Tanh(z, result);
                break;
            default:
                ErrorFunction.Values(z, result);
                break;
        }
    }

    /// <summary>Multiplies derivatives of phi onto <paramref name="target"/>.</summary>
    /// <param name="activation">phi.</param>
    /// <param name="z">Pre-activations.</param>
    /// <param name="values">phi of them.</param>
    /// <param name="target">Derivatives by phi in, derivatives by z out.</param>
    public static void MultiplySlopes(
        MlpActivation activation,
        ReadOnlySpan<float> z,
        ReadOnlySpan<float> values,
        Span<float> target
    )
    {
        if (activation == MlpActivation.Erf)
        {
            ErrorFunction.MultiplySlopes(z, target);
            return;
        }
        var from = MemoryMarshal.Cast<float, Vector512<float>>(values);
        var to = MemoryMarshal.Cast<float, Vector512<float>>(target);
        if (activation == MlpActivation.Relu)
            for (var i = 0; i < from.Length; i++)
                to[i] &= Vector512.GreaterThan(from[i], Vector512<float>.Zero);
        else
            for (var i = 0; i < from.Length; i++)
                to[i] *= Vector512<float>.One - from[i] * from[i];
    }
}
