using System.Collections.Concurrent;
using System.Numerics;

namespace MlPhys.Numerics.Fourier;

/// <summary>A batch by FFTW; plans are kept as long as the process.</summary>
internal sealed unsafe class FftwLines<T>(LineKind kind, LineBatch batch) : LineTransform<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly ConcurrentDictionary<(LineKind, LineBatch), nint> Plans = new();
    private static readonly bool IsSingle = typeof(T) == typeof(float);
    private readonly nint plan = Plans.GetOrAdd((kind, batch), key => Plan(key.Item1, key.Item2));

    public override void Execute(T* input, T* output)
    {
        switch (kind)
        {
            case LineKind.RealForward when IsSingle:
                FftwSingle.ExecuteRealForward(plan, input, output);
                break;
            case LineKind.RealForward:
                FftwDouble.ExecuteRealForward(plan, input, output);
                break;
            case LineKind.RealInverse when IsSingle:
                FftwSingle.ExecuteRealInverse(plan, input, output);
                break;
            case LineKind.RealInverse:
                FftwDouble.ExecuteRealInverse(plan, input, output);
                break;
            default:
                if (IsSingle)
                    FftwSingle.ExecuteComplex(plan, input, output);
                else
                    FftwDouble.ExecuteComplex(plan, input, output);
                break;
        }
    }

    private static nint Plan(LineKind kind, LineBatch b)
    {
        // Estimated plans do not touch the arrays: these stand for the alignment and for being two.
        using var input = new AlignedArray<T>(16);
        using var output = new AlignedArray<T>(16);
        T* from = input.Pointer,
            to = output.Pointer;
        var n = b.Length;
        const uint flags = FftwLibrary.Estimate;
        lock (FftwPlans.Planner)
        {
            var made = kind switch
            {
                LineKind.RealForward when IsSingle => FftwSingle.PlanRealForward(
                    1,
                    &n,
                    b.Count,
                    from,
                    null,
                    b.InputStride,
                    b.InputDistance,
                    to,
                    null,
                    b.OutputStride,
                    b.OutputDistance,
                    flags
                ),
                LineKind.RealForward => FftwDouble.PlanRealForward(
                    1,
                    &n,
                    b.Count,
                    from,
                    null,
                    b.InputStride,
                    b.InputDistance,
                    to,
                    null,
                    b.OutputStride,
                    b.OutputDistance,
                    flags
                ),
                LineKind.RealInverse when IsSingle => FftwSingle.PlanRealInverse(
                    1,
                    &n,
                    b.Count,
                    from,
                    null,
                    b.InputStride,
                    b.InputDistance,
                    to,
                    null,
                    b.OutputStride,
                    b.OutputDistance,
                    flags
                ),
                LineKind.RealInverse => FftwDouble.PlanRealInverse(
                    1,
                    &n,
                    b.Count,
                    from,
                    null,
                    b.InputStride,
                    b.InputDistance,
                    to,
                    null,
                    b.OutputStride,
                    b.OutputDistance,
                    flags
                ),
                _ when IsSingle => FftwSingle.PlanComplex(
                    1,
                    &n,
                    b.Count,
                    from,
                    null,
                    b.InputStride,
                    b.InputDistance,
                    to,
                    null,
                    b.OutputStride,
                    b.OutputDistance,
                    Sign(kind),
                    flags
                ),
                _ => FftwDouble.PlanComplex(
                    1,
                    &n,
                    b.Count,
                    from,
                    null,
                    b.InputStride,
                    b.InputDistance,
                    to,
                    null,
                    b.OutputStride,
                    b.OutputDistance,
                    Sign(kind),
                    flags
                ),
            };
            return made != 0 ? made : throw new InvalidOperationException($"FFTW made no plan for {kind} {b}");
        }
    }

    private static int Sign(LineKind kind) => kind == LineKind.Forward ? FftwLibrary.Forward : FftwLibrary.Backward;
}
