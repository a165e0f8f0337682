using System.Numerics;

namespace TorchSharp;

/// <summary>Conversions between .NET numbers and <see cref="Scalar"/>.</summary>
public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => value;

    public static Scalar ToScalar(this sbyte value) => value;

    public static Scalar ToScalar(this short value) => value;

    public static Scalar ToScalar(this int value) => value;

    public static Scalar ToScalar(this long value) => value;

    public static Scalar ToScalar(this Half value) => value;

    public static Scalar ToScalar(this float value) => value;

    public static Scalar ToScalar(this double value) => value;

    public static Scalar ToScalar(this bool value) => value;

    public static Scalar ToScalar(this (float, float) value) => value;

    public static Scalar ToScalar(this Complex value) => value;

    public static float ToSingle(this Scalar value) => (float)value.ToReal();

    public static double ToDouble(this Scalar value) => value.ToReal();

    public static sbyte ToSByte(this Scalar value) => (sbyte)value.ToInteger();

    public static byte ToByte(this Scalar value) => (byte)value.ToInteger();

    public static short ToInt16(this Scalar value) => (short)value.ToInteger();

    public static int ToInt32(this Scalar value) => (int)value.ToInteger();

    public static long ToInt64(this Scalar value) => value.ToInteger();

    public static Half ToHalf(this Scalar value) => (Half)value.ToReal();

    public static bool ToBoolean(this Scalar value) => value.ToComplex() != Complex.Zero;

    public static (float Real, float Imaginary) ToComplexFloat32(this Scalar value) =>
        ((float)value.ToComplex().Real, (float)value.ToComplex().Imaginary);

    public static Complex ToComplexFloat64(this Scalar value) => value.ToComplex();
}
