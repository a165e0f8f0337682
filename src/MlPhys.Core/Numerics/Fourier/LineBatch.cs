namespace MlPhys.Numerics.Fourier;

/// <summary>What a batch of one-dimensional transforms does; none normalises.</summary>
internal enum LineKind
{
    /// <summary>Complex to complex, exp(-2 pi i k x / N).</summary>
    Forward,

    /// <summary>Complex to complex, exp(+2 pi i k x / N).</summary>
    Inverse,

    /// <summary>Real to the half spectrum of N/2 + 1 numbers.</summary>
    RealForward,

    /// <summary>Half spectrum to real; the input is destroyed.</summary>
    RealInverse,
}

/// <summary>Where the lines of a batch lie; strides (along a line) and distances (between lines) count numbers, real or complex as that side holds.</summary>
internal readonly record struct LineBatch(
    int Length,
    int Count,
    int InputStride,
    int InputDistance,
    int OutputStride,
    int OutputDistance
);
