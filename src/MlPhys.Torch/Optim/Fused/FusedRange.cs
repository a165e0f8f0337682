using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// Tensors that an optimiser can walk through in one pass: on the CPU, dense, row-major, all float32 or all float64. A step
/// over small tensors costs the calls into libtorch, not the arithmetic; a single loop does away with them.
/// </summary>
internal static unsafe class FusedRange
{
    public static bool Fits(ScalarType type, params ReadOnlySpan<Tensor?> tensors)
    {
        if (type is not (ScalarType.Float32 or ScalarType.Float64))
            return false;
        foreach (var tensor in tensors)
        {
            if (tensor is null)
                continue;
            var info = tensor.Info();
            const TensorFlags unfit = TensorFlags.NotStrided | TensorFlags.Conjugated | TensorFlags.Negated;
            if (
                info.Dtype != (int)type
                || info.DeviceType != (int)DeviceType.CPU
                || info.Numel > int.MaxValue
                || (info.Flags & (TensorFlags.Contiguous | unfit)) != TensorFlags.Contiguous
            )
                return false;
        }
        return true;
    }

    /// <summary>The elements of a tensor that <see cref="Fits"/>.</summary>
    public static Span<T> Of<T>(Tensor? tensor)
        where T : unmanaged =>
        tensor is null ? [] : new(NativeMethods.mlphys_data(tensor.Handle), checked((int)tensor.Info().Numel));

    /// <summary>Tells autograd that a tensor changed: a graph that saved its old value then refuses to run backward.</summary>
    public static void Wrote(Tensor tensor) => NativeMethods.mlphys_bump_version(tensor.Handle);
}
