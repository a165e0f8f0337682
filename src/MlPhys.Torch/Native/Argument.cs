using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>
/// One argument or result of a boxed call: a tag and eight bytes, laid out as <c>Value</c> in dispatch.cpp. Lists point
/// into memory that the caller pins for the time of the call.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal readonly unsafe partial struct Argument
{
    internal enum Tag
    {
        None,
        Tensor,
        Int,
        Double,
        Bool,
        Complex,
        String,
        Device,
        Generator,
        IntList,
        DoubleList,
        Number,
        TensorList,
        OptionalTensorList,
        Default,
    }

    [FieldOffset(0)]
    internal readonly Tag Kind;

    [FieldOffset(4)]
    internal readonly int Count;

    [FieldOffset(8)]
    internal readonly long Integer;

    [FieldOffset(8)]
    internal readonly double Real;

    [FieldOffset(8)]
    internal readonly nint Pointer;

    private Argument(Tag kind, int count, long integer)
    {
        Kind = kind;
        Count = count;
        Integer = integer;
    }

    private Argument(double real)
    {
        Kind = Tag.Double;
        Real = real;
    }

    internal Argument(Tag kind, int count, void* pointer)
    {
        Kind = kind;
        Count = count;
        Pointer = (nint)pointer;
    }

    /// <summary>No value: an optional argument left out.</summary>
    internal static Argument None => default;

    /// <summary>The value that the operator's schema names.</summary>
    internal static Argument Default => new(Tag.Default, 0, 0L);

    internal static Argument Of(torch.Tensor? value) => value is null ? None : new(Tag.Tensor, 0, value.Handle);

    internal static Argument Of(long value) => new(Tag.Int, 0, value);

    internal static Argument Of(long? value) => value is { } number ? Of(number) : None;

    /// <summary>Whole numbers go as integers, which integer tensors take too.</summary>
    internal static Argument Of(float value) =>
        float.IsInteger(value) && Math.Abs(value) < 1e15f ? Of((long)value) : Of((double)value);

    internal static Argument Of(double value) => new(value);

    internal static Argument Of(double? value) => value is { } number ? Of(number) : None;

    internal static Argument Of(bool value) => new(Tag.Bool, 0, value ? 1L : 0L);

    internal static Argument Of(bool? value) => value is { } flag ? Of(flag) : None;

    internal static Argument Of(Scalar? value) => value is null ? None : value.ToArgument();

    /// <summary>A number beside a tensor: it takes part as a zero-dimensional tensor that bends to the other's type.</summary>
    internal static Argument Number(Scalar value)
    {
        var number = value.ToArgument();
        return new(Tag.Number, (int)number.Kind, number.Integer);
    }

    internal static Argument Of(torch.ScalarType value) => Of((long)value);

    internal static Argument Of(torch.ScalarType? value) => value is { } dtype ? Of((long)dtype) : None;

    internal static Argument Of(torch.Device? value) =>
        value is null ? None : new(Tag.Device, (int)value.type, value.index);

    internal static Argument Of(torch.Generator? value) => value is null ? None : new(Tag.Generator, 0, value.Handle);

    internal static Argument Of(void* utf8, int length) => new(Tag.String, length, utf8);

    internal static Argument List(long* items, int count) => new(Tag.IntList, count, items);

    internal static Argument List(double* items, int count) => new(Tag.DoubleList, count, items);

    internal static Argument List(nint* tensors, int count) => new(Tag.TensorList, count, tensors);

    internal static Argument OptionalList(nint* tensors, int count) => new(Tag.OptionalTensorList, count, tensors);

    internal static Argument Complex(double* parts) => new(Tag.Complex, 0, parts);
}
