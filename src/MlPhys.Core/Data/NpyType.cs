using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace MlPhys.Data;

/// <summary>An element type of the NPY format: kind and size in bytes, such as f8, and the .NET type that holds it.</summary>
internal sealed record NpyType(char Kind, int Size, Type Element)
{
    private static readonly NpyType[] All =
    [
        new('b', 1, typeof(bool)),
        new('i', 1, typeof(sbyte)),
        new('u', 1, typeof(byte)),
        new('i', 2, typeof(short)),
        new('u', 2, typeof(ushort)),
        new('i', 4, typeof(int)),
        new('u', 4, typeof(uint)),
        new('i', 8, typeof(long)),
        new('u', 8, typeof(ulong)),
        new('f', 2, typeof(Half)),
        new('f', 4, typeof(float)),
        new('f', 8, typeof(double)),
        new('c', 8, typeof(ComplexSingle)),
        new('c', 16, typeof(Complex)),
    ];

    /// <summary>The size of the numbers whose bytes are swapped as one: a complex number is two.</summary>
    public int SwapSize => Kind == 'c' ? Size / 2 : Size;

    public static NpyType Of(Type element) =>
        All.FirstOrDefault(t => t.Element == element)
        ?? throw new ArgumentException(
            $"element type {element.Name} cannot be stored; expected bool, integers, Half, float, double or Complex",
            nameof(element)
        );

    /// <summary>Reads a type description such as &lt;f8 or |u1.</summary>
    public static (NpyType Type, bool BigEndian)? Parse(string description) =>
        description.Length >= 3
        && description[0] is '<' or '>' or '|' or '='
        && int.TryParse(description.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        && All.FirstOrDefault(t => t.Kind == description[1] && t.Size == size) is { } type
            ? (type, description[0] == '>')
            : null;

    public string Describe(bool bigEndian) =>
        string.Create(CultureInfo.InvariantCulture, $"{(SwapSize == 1 ? '|' : bigEndian ? '>' : '<')}{Kind}{Size}");
}

/// <summary>numpy's complex64, widened to <see cref="Complex"/> when read.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ComplexSingle(float Real, float Imaginary);
