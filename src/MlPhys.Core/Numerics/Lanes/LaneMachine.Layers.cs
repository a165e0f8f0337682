using System.Runtime.Intrinsics;

namespace MlPhys.Numerics.Lanes;

internal sealed unsafe partial class LaneMachine<T>
{
    private void Layer(in LaneInstruction i, T* weights)
    {
        var to = Value(i.Out);
        for (var row = 0; row < i.Count; row++)
            Fill(to + row * Lanes, i.Option ? Vector512.Create(weights[row * i.Stride + i.B]) : Vector512<T>.Zero);
        LaneProduct<T>.Add(i.Count, i.B, Lanes, weights, i.Stride, 1, Value(i.A), Lanes, to, Lanes);
        Units(to, i.Count * Lanes, i.Unit);
    }

    private void PullLayer(in LaneInstruction i, T* weights, LaneBuffer<T> gradient)
    {
        var pull = Pull(i.Out);
        PullUnits(Value(i.Out), pull, i.Count * Lanes, i.Unit);
        LaneProduct<T>.Add(i.B, i.Count, Lanes, weights, 1, i.Stride, pull, Lanes, Pull(i.A), Lanes);
        if (gradient.Count == 0)
            return;
        var turned = _turned.At;
        new Span<T>(turned, i.Stride * Lanes).Clear();
        LaneTranspose<T>.Run(Value(i.A), Lanes, i.B, Lanes, turned, i.Stride);
        if (i.Option)
            for (var lane = 0; lane < Lanes; lane++)
                turned[lane * i.Stride + i.B] = LaneMath<T>.Of(1).ToScalar();
        LaneProduct<T>.Add(
            i.Count,
            Lanes,
            i.Stride,
            pull,
            Lanes,
            1,
            turned,
            i.Stride,
            gradient.At + i.Parameter,
            i.Stride
        );
    }

    private static void Units(T* at, int count, UnitKind unit)
    {
        switch (unit)
        {
            case UnitKind.Tanh:
                for (var v = 0; v < count; v += Vector512<T>.Count)
                    LaneMath<T>.Tanh(Vector512.Load(at + v)).Store(at + v);
                break;
            case UnitKind.Relu:
                for (var v = 0; v < count; v += Vector512<T>.Count)
                    Vector512.MaxNative(Vector512.Load(at + v), Vector512<T>.Zero).Store(at + v);
                break;
            case UnitKind.Elu:
                for (var v = 0; v < count; v += Vector512<T>.Count)
                {
                    var x = Vector512.Load(at + v);
                    var below = LaneMath<T>.Exp(Vector512.MinNative(x, Vector512<T>.Zero)) - LaneMath<T>.Of(1);
                    (Vector512.MaxNative(x, Vector512<T>.Zero) + below).Store(at + v);
                }
                break;
            default:
                break;
        }
    }

    private static void PullUnits(T* at, T* pull, int count, UnitKind unit)
    {
        var one = LaneMath<T>.Of(1);
        switch (unit)
        {
            case UnitKind.Tanh:
                for (var v = 0; v < count; v += Vector512<T>.Count)
                {
                    var y = Vector512.Load(at + v);
                    (Vector512.Load(pull + v) * (one - y * y)).Store(pull + v);
                }
                break;
            case UnitKind.Relu:
                for (var v = 0; v < count; v += Vector512<T>.Count)
                {
                    var isOn = Vector512.GreaterThan(Vector512.Load(at + v), Vector512<T>.Zero);
                    Vector512.ConditionalSelect(isOn, Vector512.Load(pull + v), Vector512<T>.Zero).Store(pull + v);
                }
                break;
            case UnitKind.Elu:
                for (var v = 0; v < count; v += Vector512<T>.Count)
                {
                    var slope = Vector512.MinNative(Vector512.Load(at + v), Vector512<T>.Zero) + one;
                    (Vector512.Load(pull + v) * slope).Store(pull + v);
                }
                break;
            default:
                break;
        }
    }

    private void Spline(in LaneInstruction i)
    {
        for (var v = 0; v < Lanes; v += Vector512<T>.Count)
        {
            var (value, slope) = SplineKernel<T>.Run(
                Vector512.Load(Value(i.A) + v),
                Value(i.B) + v,
                Lanes,
                i.Stride,
                i.Value,
                i.Option,
                i.Op == LaneOp.SplineInverse,
                Space(i, v / Vector512<T>.Count)
            );
            value.Store(Value(i.Out) + v);
            slope.Store(Value(i.Out + 1) + v);
        }
    }

    private void PullSpline(in LaneInstruction i)
    {
        for (var v = 0; v < Lanes; v += Vector512<T>.Count)
        {
            var pull = SplineKernel<T>.Pull(
                Vector512.Load(Value(i.A) + v),
                Vector512.Load(Pull(i.Out) + v),
                Vector512.Load(Pull(i.Out + 1) + v),
                Value(i.B) + v,
                Pull(i.B) + v,
                Lanes,
                i.Stride,
                i.Value,
                i.Option,
                i.Op == LaneOp.SplineInverse,
                Space(i, v / Vector512<T>.Count)
            );
            (Vector512.Load(Pull(i.A) + v) + pull).Store(Pull(i.A) + v);
        }
    }

    private void Sum(in LaneInstruction i)
    {
        for (var v = 0; v < Lanes; v += Vector512<T>.Count)
        {
            var sum = Vector512<T>.Zero;
            for (var row = 0; row < i.Stride; row++)
                sum += Vector512.Load(Value(i.A + row) + v);
            sum.Store(Value(i.Out) + v);
        }
    }

    private void PullSum(in LaneInstruction i)
    {
        for (var row = 0; row < i.Stride; row++)
        for (var v = 0; v < Lanes; v += Vector512<T>.Count)
            (Vector512.Load(Pull(i.A + row) + v) + Vector512.Load(Pull(i.Out) + v)).Store(Pull(i.A + row) + v);
    }
}
