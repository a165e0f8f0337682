using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>The enumerations that libtorch takes as text.</summary>
internal readonly unsafe partial struct Argument
{
    internal static Argument Of(torch.RoundingMode mode) =>
        mode switch
        {
            torch.RoundingMode.trunc => Text("trunc"u8),
            torch.RoundingMode.floor => Text("floor"u8),
            _ => None,
        };

    internal static Argument Of(FFTNormType norm) =>
        norm switch
        {
            FFTNormType.Forward => Text("forward"u8),
            FFTNormType.Ortho => Text("ortho"u8),
            _ => Text("backward"u8),
        };

    internal static Argument Of(torch.linalg.QRMode mode) =>
        mode switch
        {
            torch.linalg.QRMode.Complete => Text("complete"u8),
            torch.linalg.QRMode.R => Text("r"u8),
            _ => Text("reduced"u8),
        };

    /// <exception cref="ArgumentException">Neither 'L' nor 'U'.</exception>
    internal static Argument Of(char triangle) =>
        triangle switch
        {
            'L' => Text("L"u8),
            'U' => Text("U"u8),
            _ => throw new ArgumentException(
                $"'{triangle}' names no triangle of a matrix; use 'L' or 'U'.",
                nameof(triangle)
            ),
        };

    /// <summary>Literals live in the assembly's image, which does not move.</summary>
    private static Argument Text(ReadOnlySpan<byte> literal) =>
        Of(Unsafe.AsPointer(ref MemoryMarshal.GetReference(literal)), literal.Length);
}
