using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>What the native side tells of a tensor; <see cref="Sizes"/> and <see cref="Strides"/> live as long as it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TensorInfo
{
    public int Dtype;
    public int DeviceType;
    public int DeviceIndex;
    public int Dimensions;
    public int ElementSize;
    public TensorFlags Flags;
    public long Numel;
    public long* Sizes;
    public long* Strides;
}

[Flags]
internal enum TensorFlags
{
    None = 0,
    Contiguous = 1,
    NotStrided = 2,
    Conjugated = 4,
    Negated = 8,
}
