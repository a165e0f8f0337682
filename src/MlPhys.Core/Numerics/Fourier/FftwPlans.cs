using System.Collections.Concurrent;
using System.Numerics;

namespace MlPhys.Numerics.Fourier;

/// <summary>Plans of FFTW, made once for each shape and kept as long as the process; executing one is safe on several threads.</summary>
internal static class FftwPlans
{
    private static readonly ConcurrentDictionary<(string Shape, Kind Kind, int Threads), nint> Plans = new();

    // FFTW's planner is not safe on several threads.
    private static readonly Lock Planner = new();

    private enum Kind
    {
        Forward,
        Inverse,
        RealForward,
        RealInverse,
    }

    public static unsafe void Complex(Span<Complex> data, int[] shape, int sign, int threads)
    {
        var plan = Plan(shape, sign == FftwLibrary.Forward ? Kind.Forward : Kind.Inverse, threads);
        fixed (Complex* at = data)
            FftwLibrary.ExecuteComplex(plan, at, at);
    }

    public static unsafe void RealForward(ReadOnlySpan<double> input, Span<Complex> output, int[] shape, int threads)
    {
        var plan = Plan(shape, Kind.RealForward, threads);
        fixed (double* from = input)
        fixed (Complex* to = output)
            FftwLibrary.ExecuteRealForward(plan, from, to);
    }

    /// <summary>Not normalised; the input is destroyed.</summary>
    public static unsafe void RealInverse(Span<Complex> input, Span<double> output, int[] shape, int threads)
    {
        var plan = Plan(shape, Kind.RealInverse, threads);
        fixed (Complex* from = input)
        fixed (double* to = output)
            FftwLibrary.ExecuteRealInverse(plan, from, to);
    }

    private static nint Plan(int[] shape, Kind kind, int threads) =>
        Plans.TryGetValue((string.Join('x', shape), kind, threads), out var plan) ? plan : Create(shape, kind, threads);

    private static nint Create(int[] shape, Kind kind, int threads)
    {
        lock (Planner)
        {
            if (FftwLibrary.HasThreads)
                FftwLibrary.PlanWithThreads(threads);
            var plan = Make(shape, kind);
            if (plan == 0)
                throw new InvalidOperationException($"FFTW made no plan for shape {string.Join(" x ", shape)}");
            Plans[(string.Join('x', shape), kind, threads)] = plan;
            return plan;
        }
    }

    private static unsafe nint Make(int[] shape, Kind kind)
    {
        // Estimating touches neither array, but whether they are one decides if the plan works in place.
        var (one, other) = (new double[2], new double[2]);
        const uint flags = FftwLibrary.Estimate | FftwLibrary.Unaligned;
        fixed (int* n = shape)
        fixed (double* a = one)
        fixed (double* b = other)
            return kind switch
            {
                Kind.Forward => FftwLibrary.PlanComplex(shape.Length, n, a, a, FftwLibrary.Forward, flags),
                Kind.Inverse => FftwLibrary.PlanComplex(shape.Length, n, a, a, FftwLibrary.Backward, flags),
                Kind.RealForward => FftwLibrary.PlanRealForward(shape.Length, n, a, b, flags),
                _ => FftwLibrary.PlanRealInverse(shape.Length, n, a, b, flags),
            };
    }
}
