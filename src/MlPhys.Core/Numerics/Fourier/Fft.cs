using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace MlPhys.Numerics.Fourier;

/// <summary>Discrete Fourier transforms of complex and real data in any number of dimensions, in row-major order.</summary>
/// <remarks>
/// Forward: F_k = sum over x of f_x exp(-2 pi i k x / N); inverse: with the other sign and 1/N, so that it undoes the forward one. By FFTW where the system has it
/// (plans are cached), else by managed code; both give the same numbers to rounding. Frigo and Johnson, Proc. IEEE 93, 216 (2005).
/// </remarks>
public static class Fft
{
    /// <summary>Who computes.</summary>
    public static FftBackend Backend { get; } = FftwLibrary.IsPresent ? FftBackend.Fftw : FftBackend.Managed;

    /// <summary>The forward transform.</summary>
    /// <param name="data">Row by row, as many numbers as the shape has points.</param>
    /// <param name="shape">Length of each dimension; without it, one dimension.</param>
    /// <exception cref="ArgumentException">The shape does not fit the data.</exception>
    public static Complex[] Forward(Complex[] data, params int[] shape)
    {
        Complex[] copy = [.. data];
        ForwardInPlace(copy, shape);
        return copy;
    }

    /// <summary>The inverse transform.</summary>
    /// <param name="data">Row by row, as many numbers as the shape has points.</param>
    /// <param name="shape">Length of each dimension; without it, one dimension.</param>
    /// <exception cref="ArgumentException">The shape does not fit the data.</exception>
    public static Complex[] Inverse(Complex[] data, params int[] shape)
    {
        Complex[] copy = [.. data];
        InverseInPlace(copy, shape);
        return copy;
    }

    /// <summary>The forward transform in place.</summary>
    /// <param name="data">Row by row; overwritten.</param>
    /// <param name="shape">Length of each dimension; empty: one dimension.</param>
    /// <param name="threads">Threads of FFTW, worth it from about 100,000 points on.</param>
    /// <exception cref="ArgumentException">The shape does not fit the data.</exception>
    public static void ForwardInPlace(Span<Complex> data, int[] shape, int threads = 1) =>
        Transform(data, Checked(shape, data.Length), forward: true, threads, Backend);

    /// <summary>The inverse transform in place.</summary>
    /// <param name="data">Row by row; overwritten.</param>
    /// <param name="shape">Length of each dimension; empty: one dimension.</param>
    /// <param name="threads">Threads of FFTW, worth it from about 100,000 points on.</param>
    /// <exception cref="ArgumentException">The shape does not fit the data.</exception>
    public static void InverseInPlace(Span<Complex> data, int[] shape, int threads = 1)
    {
        Transform(data, Checked(shape, data.Length), forward: false, threads, Backend);
        Scale(MemoryMarshal.Cast<Complex, double>(data), data.Length);
    }

    /// <summary>The forward transform of real data: the half of the spectrum that is independent.</summary>
    /// <param name="data">Row by row, as many numbers as the shape has points.</param>
    /// <param name="shape">Length of each dimension; without it, one dimension of the data's length.</param>
    /// <returns>Row by row, with n/2 + 1 numbers in the last dimension instead of n.</returns>
    /// <exception cref="ArgumentException">The shape does not fit the data.</exception>
    public static Complex[] ForwardReal(double[] data, params int[] shape)
    {
        var full = Checked(shape, data.Length);
        var spectrum = new Complex[HalfLength(full)];
        ForwardReal(data, spectrum, full, 1, Backend);
        return spectrum;
    }

    /// <summary>The inverse of <see cref="ForwardReal(double[], int[])"/>.</summary>
    /// <param name="spectrum">Half spectrum, row by row; not changed.</param>
    /// <param name="shape">Length of each dimension of the real data; needed, for n/2 + 1 does not tell whether n is even.</param>
    /// <exception cref="ArgumentException">The shape is empty or does not fit the spectrum.</exception>
    public static double[] InverseReal(Complex[] spectrum, params int[] shape)
    {
        RequireShape(shape);
        if (HalfLength(shape) != spectrum.Length)
            throw new ArgumentException(
                $"shape {string.Join(" x ", shape)} has a half spectrum of {HalfLength(shape)} numbers; {spectrum.Length} are given",
                nameof(shape)
            );
        var data = new double[Points(shape)];
        InverseReal([.. spectrum], data, shape, 1, Backend);
        return data;
    }

    internal static void Transform(Span<Complex> data, int[] shape, bool forward, int threads, FftBackend backend)
    {
        if (backend == FftBackend.Fftw)
            FftwPlans.Complex(data, shape, forward ? FftwLibrary.Forward : FftwLibrary.Backward, threads);
        else
            ManagedFft.Complex(data, shape, forward);
    }

    internal static void ForwardReal(
        ReadOnlySpan<double> data,
        Span<Complex> spectrum,
        int[] shape,
        int threads,
        FftBackend backend
    )
    {
        if (backend == FftBackend.Fftw)
            FftwPlans.RealForward(data, spectrum, shape, threads);
        else
            ManagedFft.RealForward(data, spectrum, shape);
    }

    /// <summary>The spectrum is destroyed.</summary>
    internal static void InverseReal(
        Span<Complex> spectrum,
        Span<double> data,
        int[] shape,
        int threads,
        FftBackend backend
    )
    {
        if (backend == FftBackend.Fftw)
            FftwPlans.RealInverse(spectrum, data, shape, threads);
        else
            ManagedFft.RealInverse(spectrum, data, shape);
        Scale(data, data.Length);
    }

    private static void Scale(Span<double> data, int points) => TensorPrimitives.Divide(data, points, data);

    private static int Points(int[] shape) => shape.Aggregate(1, (product, n) => checked(product * n));

    private static int HalfLength(int[] shape) => Points(shape) / shape[^1] * (shape[^1] / 2 + 1);

    private static int[] Checked(int[] shape, int points)
    {
        if (points == 0)
            throw new ArgumentException("data is empty; a transform has at least one point", "data");
        if (shape.Length == 0)
            return [points];
        RequireShape(shape);
        return Points(shape) == points
            ? shape
            : throw new ArgumentException(
                $"shape {string.Join(" x ", shape)} has {Points(shape)} points; the data have {points}",
                nameof(shape)
            );
    }

    private static void RequireShape(int[] shape)
    {
        if (shape.Length == 0 || Array.Exists(shape, n => n < 1))
            throw new ArgumentException(
                $"shape is [{string.Join(", ", shape)}]; each dimension is at least 1",
                nameof(shape)
            );
    }
}
