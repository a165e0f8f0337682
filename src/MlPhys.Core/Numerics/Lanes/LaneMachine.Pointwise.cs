using System.Runtime.Intrinsics;

namespace MlPhys.Numerics.Lanes;

internal sealed unsafe partial class LaneMachine<T>
{
    private void Pointwise(in LaneInstruction i)
    {
        switch (i.Op)
        {
            case LaneOp.Add:
                Map<Functions.Add>(i);
                break;
            case LaneOp.Subtract:
                Map<Functions.Subtract>(i);
                break;
            case LaneOp.Multiply:
                Map<Functions.Multiply>(i);
                break;
            case LaneOp.Divide:
                Map<Functions.Divide>(i);
                break;
            case LaneOp.Angle:
                Map<Functions.Angle>(i);
                break;
            case LaneOp.AddScaled:
                Map<Functions.AddScaled>(i);
                break;
            case LaneOp.MultiplyAdd:
                MultiplyAdd(i);
                break;
            default:
                MapOne(i);
                break;
        }
    }

    private void PullPointwise(in LaneInstruction i)
    {
        switch (i.Op)
        {
            case LaneOp.Add:
                PullMap<Functions.Add>(i);
                break;
            case LaneOp.Subtract:
                PullMap<Functions.Subtract>(i);
                break;
            case LaneOp.Multiply:
                PullMap<Functions.Multiply>(i);
                break;
            case LaneOp.Divide:
                PullMap<Functions.Divide>(i);
                break;
            case LaneOp.Angle:
                PullMap<Functions.Angle>(i);
                break;
            case LaneOp.AddScaled:
                PullMap<Functions.AddScaled>(i);
                break;
            case LaneOp.MultiplyAdd:
                PullMultiplyAdd(i);
                break;
            default:
                PullMapOne(i);
                break;
        }
    }

    private void MapOne(in LaneInstruction i)
    {
        switch (i.Op)
        {
            case LaneOp.Copy:
                Map<Functions.Copy>(i);
                break;
            case LaneOp.AddConstant:
                Map<Functions.AddConstant>(i);
                break;
            case LaneOp.MultiplyConstant:
                Map<Functions.MultiplyConstant>(i);
                break;
            case LaneOp.Exp:
                Map<Functions.Exp>(i);
                break;
            case LaneOp.Log:
                Map<Functions.Log>(i);
                break;
            case LaneOp.Sqrt:
                Map<Functions.Sqrt>(i);
                break;
            case LaneOp.Sin:
                Map<Functions.Sin>(i);
                break;
            case LaneOp.Cos:
                Map<Functions.Cos>(i);
                break;
            case LaneOp.Tanh:
                Map<Functions.Tanh>(i);
                break;
            case LaneOp.Softplus:
                Map<Functions.Softplus>(i);
                break;
            case LaneOp.Maximum:
                Map<Functions.Maximum>(i);
                break;
            default:
                throw new InvalidOperationException($"{i.Op} is not pointwise");
        }
    }

    private void PullMapOne(in LaneInstruction i)
    {
        switch (i.Op)
        {
            case LaneOp.Copy:
                PullMap<Functions.Copy>(i);
                break;
            case LaneOp.AddConstant:
                PullMap<Functions.AddConstant>(i);
                break;
            case LaneOp.MultiplyConstant:
                PullMap<Functions.MultiplyConstant>(i);
                break;
            case LaneOp.Exp:
                PullMap<Functions.Exp>(i);
                break;
            case LaneOp.Log:
                PullMap<Functions.Log>(i);
                break;
            case LaneOp.Sqrt:
                PullMap<Functions.Sqrt>(i);
                break;
            case LaneOp.Sin:
                PullMap<Functions.Sin>(i);
                break;
            case LaneOp.Cos:
                PullMap<Functions.Cos>(i);
                break;
            case LaneOp.Tanh:
                PullMap<Functions.Tanh>(i);
                break;
            case LaneOp.Softplus:
                PullMap<Functions.Softplus>(i);
                break;
            case LaneOp.Maximum:
                PullMap<Functions.Maximum>(i);
                break;
            default:
                throw new InvalidOperationException($"{i.Op} is not pointwise");
        }
    }

    private void MultiplyAdd(in LaneInstruction i)
    {
        T* x = Value(i.A),
            y = Value(i.B),
            c = Value(i.C),
            z = Value(i.Out);
        for (var v = 0; v < Lanes; v += Vector512<T>.Count)
            LaneMath<T>.MultiplyAdd(Vector512.Load(x + v), Vector512.Load(y + v), Vector512.Load(c + v)).Store(z + v);
    }

    private void PullMultiplyAdd(in LaneInstruction i)
    {
        T* x = Value(i.A),
            y = Value(i.B),
            pullX = Pull(i.A),
            pullY = Pull(i.B),
            pullC = Pull(i.C),
            pullZ = Pull(i.Out);
        for (var v = 0; v < Lanes; v += Vector512<T>.Count)
        {
            var pull = Vector512.Load(pullZ + v);
            LaneMath<T>.MultiplyAdd(pull, Vector512.Load(y + v), Vector512.Load(pullX + v)).Store(pullX + v);
            LaneMath<T>.MultiplyAdd(pull, Vector512.Load(x + v), Vector512.Load(pullY + v)).Store(pullY + v);
            (Vector512.Load(pullC + v) + pull).Store(pullC + v);
        }
    }

    private void Map<TFunction>(in LaneInstruction i)
        where TFunction : struct, Functions.IFunction
    {
        T* x = Value(i.A),
            z = Value(i.Out),
            y = TFunction.IsBinary ? Value(i.B) : x;
        var constant = LaneMath<T>.Of(i.Value);
        for (var v = 0; v < Lanes; v += Vector512<T>.Count)
            TFunction.Value(Vector512.Load(x + v), Vector512.Load(y + v), constant).Store(z + v);
    }

    private void PullMap<TFunction>(in LaneInstruction i)
        where TFunction : struct, Functions.IFunction
    {
        T* x = Value(i.A),
            z = Value(i.Out),
            y = TFunction.IsBinary ? Value(i.B) : x,
            pullX = Pull(i.A),
            pullY = TFunction.IsBinary ? Pull(i.B) : pullX,
            pullZ = Pull(i.Out);
        var constant = LaneMath<T>.Of(i.Value);
        for (var v = 0; v < Lanes; v += Vector512<T>.Count)
        {
            var (a, b) = (Vector512.Load(x + v), Vector512.Load(y + v));
            var (value, pull) = (Vector512.Load(z + v), Vector512.Load(pullZ + v));
            (Vector512.Load(pullX + v) + TFunction.PullA(a, b, constant, value, pull)).Store(pullX + v);
            if (TFunction.IsBinary)
                (Vector512.Load(pullY + v) + TFunction.PullB(a, b, constant, value, pull)).Store(pullY + v);
        }
    }
}
