using System.Numerics;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>A number of any element type, as operators take it. Every .NET number converts to it by itself.</summary>
public sealed unsafe class Scalar : IDisposable
{
    private readonly double real;
    private readonly long integer;
    private readonly double[]? parts;

    private Scalar(torch.ScalarType type, long value)
    {
        Type = type;
        integer = value;
    }

    private Scalar(torch.ScalarType type, double value)
    {
        Type = type;
        real = value;
    }

    private Scalar(torch.ScalarType type, Complex value)
    {
        Type = type;
        // Pinned, so that an argument can point at it.
        parts = GC.AllocateUninitializedArray<double>(2, pinned: true);
        parts[0] = value.Real;
        parts[1] = value.Imaginary;
    }

    /// <summary>The element type that the number was made from.</summary>
    public torch.ScalarType Type { get; }

    public static implicit operator Scalar(byte value) => new(torch.ScalarType.Byte, value);

    public static implicit operator Scalar(sbyte value) => new(torch.ScalarType.Int8, value);

    public static implicit operator Scalar(short value) => new(torch.ScalarType.Int16, value);

    public static implicit operator Scalar(int value) => new(torch.ScalarType.Int32, (long)value);

    public static implicit operator Scalar(long value) => new(torch.ScalarType.Int64, value);

    public static implicit operator Scalar(Half value) => new(torch.ScalarType.Float16, (double)value);

    public static implicit operator Scalar(float value) => new(torch.ScalarType.Float32, (double)value);

    public static implicit operator Scalar(double value) => new(torch.ScalarType.Float64, value);

    public static implicit operator Scalar(bool value) => new(torch.ScalarType.Bool, value ? 1L : 0L);

    public static implicit operator Scalar((float, float) value) =>
        new(torch.ScalarType.ComplexFloat32, new Complex(value.Item1, value.Item2));

    public static implicit operator Scalar(Complex value) => new(torch.ScalarType.ComplexFloat64, value);

    /// <summary>Nothing to free: a scalar lives in managed memory.</summary>
    public void Dispose() { }

    internal Argument ToArgument() =>
        parts is not null ? Argument.Complex((double*)Marshal.UnsafeAddrOfPinnedArrayElement(parts, 0))
        : Type == torch.ScalarType.Bool ? Argument.Of(integer != 0)
        : torch.is_integral(Type) ? Argument.Of(integer)
        : Argument.Of(real);

    internal Complex ToComplex() =>
        parts is not null ? new Complex(parts[0], parts[1])
        : torch.is_integral(Type) ? integer
        : real;

    internal double ToReal() => torch.is_integral(Type) ? integer : ToComplex().Real;

    internal long ToInteger() => torch.is_integral(Type) ? integer : (long)ToComplex().Real;
}
