using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlPhys.Numerics.Lanes;

/// <summary>Runs a program on one tile of samples after the other, forwards and backwards; one machine a thread.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <remarks>
/// Each row of a program is a tile of numbers, one a sample. A tile stays in the caches from the first instruction to the last, and the work of finding
/// out what an instruction is meets a whole tile of samples. Backwards is reverse-mode differentiation of the same list.
/// </remarks>
internal sealed unsafe partial class LaneMachine<T>
    where T : unmanaged
{
    private const int Vectors = 4;
    private readonly LaneProgram _program;
    private readonly LaneBuffer<T> _values;
    private readonly LaneBuffer<T> _pulls;
    private readonly LaneBuffer<T> _turned;
    private readonly LaneBuffer<T> _space;
    private readonly int _shares;
    private readonly bool _isBackward;

    /// <summary>A machine for a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="backward">Whether it also goes backwards.</param>
    public LaneMachine(LaneProgram program, bool backward)
    {
        _program = program;
        _values = new LaneBuffer<T>((long)program.Rows * Lanes);
        _pulls = new LaneBuffer<T>(backward ? (long)program.Rows * Lanes : 0);
        var linear = program.Instructions.Where(i => i.Op == LaneOp.Linear).ToArray();
        _turned = new LaneBuffer<T>(backward ? linear.Select(i => i.Stride * Lanes).DefaultIfEmpty(0).Max() : 0);
        var splines = program.Instructions.Where(IsSpline).ToArray();
        _shares = SplineKernel<T>.Space(splines.Select(i => i.Stride).DefaultIfEmpty(0).Max());
        _isBackward = backward;
        _space = new LaneBuffer<T>(
            (long)_shares * (backward ? Vectors * splines.Select(i => i.Parameter + 1).DefaultIfEmpty(0).Max() : 1)
        );
        foreach (var i in program.Instructions.Where(i => i.Op == LaneOp.Constant))
            Fill(Value(i.Out), LaneMath<T>.Of(i.Value));
    }

    /// <summary>Samples of a tile.</summary>
    public static int Lanes => Vectors * Vector512<T>.Count;

    /// <summary>Number of inputs.</summary>
    public int InputCount => _program.InputCount;

    /// <summary>The numbers of an input.</summary>
    public Span<T> Input(int input) => new(Value(_program.Inputs + input), Lanes);

    /// <summary>The numbers of a result.</summary>
    public Span<T> Output(int output) => new(Value(_program.Outputs[output]), Lanes);

    /// <summary>The derivative with respect to an input, after going backwards.</summary>
    public Span<T> InputPull(int input) => new(Pull(_program.Inputs + input), Lanes);

    /// <summary>The derivative with respect to a result, to be set before going backwards.</summary>
    public Span<T> OutputPull(int output) => new(Pull(_program.Outputs[output]), Lanes);

    /// <summary>Clears all derivatives.</summary>
    public void ClearPulls() => _pulls.Span.Clear();

    /// <summary>Computes the results of the tile.</summary>
    /// <param name="parameters">All parameters.</param>
    public void Forward(LaneBuffer<T> parameters)
    {
        foreach (ref readonly var i in _program.Instructions.AsSpan())
            switch (i.Op)
            {
                case LaneOp.Input or LaneOp.Constant:
                    break;
                case LaneOp.Parameter:
                    for (var row = 0; row < i.Count; row++)
                        Fill(Value(i.Out + row), Vector512.Create(parameters.At[i.Parameter + row]));
                    break;
                case LaneOp.Linear:
                    Layer(i, parameters.At + i.Parameter);
                    break;
                case LaneOp.Spline or LaneOp.SplineInverse:
                    Spline(i);
                    break;
                case LaneOp.Sum:
                    Sum(i);
                    break;
                default:
                    Pointwise(i);
                    break;
            }
    }

    /// <summary>Follows the derivatives of the results back to inputs and parameters.</summary>
    /// <param name="parameters">All parameters, as they were forwards.</param>
    /// <param name="gradient">Where derivatives with respect to parameters are added; empty: not wanted.</param>
    public void Backward(LaneBuffer<T> parameters, LaneBuffer<T> gradient)
    {
        for (var at = _program.Instructions.Length - 1; at >= 0; at--)
        {
            ref readonly var i = ref _program.Instructions[at];
            switch (i.Op)
            {
                case LaneOp.Input or LaneOp.Constant:
                    break;
                case LaneOp.Parameter:
                    for (var row = 0; gradient.Count > 0 && row < i.Count; row++)
                        AddTo(gradient.At + i.Parameter + row, Total(Pull(i.Out + row)));
                    break;
                case LaneOp.Linear:
                    PullLayer(i, parameters.At + i.Parameter, gradient);
                    break;
                case LaneOp.Spline or LaneOp.SplineInverse:
                    PullSpline(i);
                    break;
                case LaneOp.Sum:
                    PullSum(i);
                    break;
                default:
                    PullPointwise(i);
                    break;
            }
        }
    }

    private static bool IsSpline(LaneInstruction i) => i.Op is LaneOp.Spline or LaneOp.SplineInverse;

    /// <summary>Working space of a spline; forwards alone all share one.</summary>
    private T* Space(in LaneInstruction spline, int vector) =>
        _space.At + (_isBackward ? (spline.Parameter * Vectors + vector) * _shares : 0);

    private T* Value(int row) => _values.At + row * Lanes;

    private T* Pull(int row) => _pulls.At + row * Lanes;

    private static void Fill(T* to, Vector512<T> value)
    {
        for (var v = 0; v < Lanes; v += Vector512<T>.Count)
            value.Store(to + v);
    }

    private static T Total(T* from)
    {
        var sum = Vector512<T>.Zero;
        for (var v = 0; v < Lanes; v += Vector512<T>.Count)
            sum += Vector512.Load(from + v);
        return Vector512.Sum(sum);
    }

    private static void AddTo(T* to, T term)
    {
        if (typeof(T) == typeof(float))
            *(float*)to += Unsafe.BitCast<T, float>(term);
        else
            *(double*)to += Unsafe.BitCast<T, double>(term);
    }
}
