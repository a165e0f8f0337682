using System.Runtime.Intrinsics;

namespace MlPhys.Numerics.Lanes;

internal sealed unsafe partial class LaneMachine<T>
{
    private void Pointwise(in LaneInstruction i)
    {
        T* x = Value(i.A),
            z = Value(i.Out);
        var constant = LaneMath<T>.Of(i.Value);
        var y = IsBinary(i.Op) ? Value(i.B) : x;
        for (var v = 0; v < Lanes; v += Vector512<T>.Count)
        {
            var a = Vector512.Load(x + v);
            var b = Vector512.Load(y + v);
            var result = i.Op switch
            {
                LaneOp.Copy => a,
                LaneOp.Add => a + b,
                LaneOp.Subtract => a - b,
                LaneOp.Multiply => a * b,
                LaneOp.Divide => a / b,
                LaneOp.AddConstant => a + constant,
                LaneOp.MultiplyConstant => a * constant,
                LaneOp.Exp => LaneMath<T>.Exp(a),
                LaneOp.Log => LaneMath<T>.Log(a),
                LaneOp.Sqrt => Vector512.Sqrt(a),
                LaneOp.Sin => LaneMath<T>.SinCos(a).Sin,
                LaneOp.Cos => LaneMath<T>.SinCos(a).Cos,
                LaneOp.Tanh => LaneMath<T>.Tanh(a),
                LaneOp.Softplus => LaneMath<T>.Softplus(a).Value,
                LaneOp.Angle => LaneMath<T>.Angle(a, b),
                LaneOp.Maximum => Vector512.MaxNative(a, constant),
                _ => throw new InvalidOperationException($"{i.Op} is not pointwise"),
            };
            result.Store(z + v);
        }
    }

    private void PullPointwise(in LaneInstruction i)
    {
        T* x = Value(i.A),
            z = Value(i.Out),
            pullX = Pull(i.A),
            pullZ = Pull(i.Out);
        var constant = LaneMath<T>.Of(i.Value);
        var isBinary = IsBinary(i.Op);
        T* y = isBinary ? Value(i.B) : x,
            pullY = isBinary ? Pull(i.B) : pullX;
        for (var v = 0; v < Lanes; v += Vector512<T>.Count)
        {
            var (a, b) = (Vector512.Load(x + v), Vector512.Load(y + v));
            var (value, pull) = (Vector512.Load(z + v), Vector512.Load(pullZ + v));
            var toX = i.Op switch
            {
                LaneOp.Copy or LaneOp.Add or LaneOp.Subtract or LaneOp.AddConstant => pull,
                LaneOp.Multiply => pull * b,
                LaneOp.Divide => pull / b,
                LaneOp.MultiplyConstant => pull * constant,
                LaneOp.Exp => pull * value,
                LaneOp.Log => pull / a,
                LaneOp.Sqrt => LaneMath<T>.Of(0.5) * pull / value,
                LaneOp.Sin => pull * LaneMath<T>.SinCos(a).Cos,
                LaneOp.Cos => -pull * LaneMath<T>.SinCos(a).Sin,
                LaneOp.Tanh => pull * (LaneMath<T>.Of(1) - value * value),
                LaneOp.Softplus => pull * LaneMath<T>.Softplus(a).Slope,
                LaneOp.Angle => -pull * b / (a * a + b * b),
                LaneOp.Maximum => Vector512.ConditionalSelect(
                    Vector512.GreaterThanOrEqual(a, constant),
                    pull,
                    Vector512<T>.Zero
                ),
                _ => throw new InvalidOperationException($"{i.Op} is not pointwise"),
            };
            (Vector512.Load(pullX + v) + toX).Store(pullX + v);
            if (!isBinary)
                continue;
            var toY = i.Op switch
            {
                LaneOp.Add => pull,
                LaneOp.Subtract => -pull,
                LaneOp.Multiply => pull * a,
                LaneOp.Divide => -pull * value / b,
                _ => pull * a / (a * a + b * b),
            };
            (Vector512.Load(pullY + v) + toY).Store(pullY + v);
        }
    }

    private static bool IsBinary(LaneOp op) =>
        op is LaneOp.Add or LaneOp.Subtract or LaneOp.Multiply or LaneOp.Divide or LaneOp.Angle;
}
