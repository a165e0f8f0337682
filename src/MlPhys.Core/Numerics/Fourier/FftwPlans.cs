using System.Collections.Concurrent;
using System.Numerics;

namespace MlPhys.Numerics.Fourier;

/// <summary>Plans of FFTW, made once for each shape and kept as long as the process; executing one is safe on several threads.</summary>
internal static class FftwPlans
{
    private static readonly ConcurrentDictionary<Key, nint> Plans = new();

    // FFTW's planner is not safe on several threads.
    internal static readonly Lock Planner = new();

    private enum Kind
    {
        Forward,
        Inverse,
        RealForward,
        RealInverse,
    }

    /// <summary>A plan serves all arrays that are aligned as those it was made for.</summary>
    private readonly record struct Key(string Shape, Kind Kind, int Threads, int InputAlignment, int OutputAlignment);

    public static unsafe void Complex(Span<Complex> data, int[] shape, int sign, int threads)
    {
        fixed (Complex* at = data)
            FftwLibrary.ExecuteComplex(
                Plan(shape, sign == FftwLibrary.Forward ? Kind.Forward : Kind.Inverse, threads, at, at),
                at,
                at
            );
    }

    public static unsafe void RealForward(ReadOnlySpan<double> input, Span<Complex> output, int[] shape, int threads)
    {
        fixed (double* from = input)
        fixed (Complex* to = output)
            FftwLibrary.ExecuteRealForward(Plan(shape, Kind.RealForward, threads, from, to), from, to);
    }

    /// <summary>Not normalised; the input is destroyed.</summary>
    public static unsafe void RealInverse(Span<Complex> input, Span<double> output, int[] shape, int threads)
    {
        fixed (Complex* from = input)
        fixed (double* to = output)
            FftwLibrary.ExecuteRealInverse(Plan(shape, Kind.RealInverse, threads, from, to), from, to);
    }

    private static unsafe nint Plan(int[] shape, Kind kind, int threads, void* input, void* output)
    {
        var key = new Key(string.Join('x', shape), kind, threads, Alignment(input), Alignment(output));
        return Plans.TryGetValue(key, out var plan) ? plan : Create(key, shape, input, output);
    }

    private static unsafe int Alignment(void* pointer) => (int)((nint)pointer & 63);

    private static unsafe nint Create(Key key, int[] shape, void* input, void* output)
    {
        lock (Planner)
        {
            if (FftwLibrary.HasThreads)
                FftwLibrary.PlanWithThreads(key.Threads);
            var plan = Make(key.Kind, shape, input, output);
            if (plan == 0)
                throw new InvalidOperationException($"FFTW made no plan for shape {key.Shape}");
            return Plans.GetOrAdd(key, plan);
        }
    }

    private static unsafe nint Make(Kind kind, int[] shape, void* input, void* output)
    {
        const uint flags = FftwLibrary.Estimate;
        fixed (int* n = shape)
            return kind switch
            {
                Kind.Forward => FftwLibrary.PlanComplex(shape.Length, n, input, output, FftwLibrary.Forward, flags),
                Kind.Inverse => FftwLibrary.PlanComplex(shape.Length, n, input, output, FftwLibrary.Backward, flags),
                Kind.RealForward => FftwLibrary.PlanRealForward(shape.Length, n, input, output, flags),
                _ => FftwLibrary.PlanRealInverse(shape.Length, n, input, output, flags),
            };
    }
}
