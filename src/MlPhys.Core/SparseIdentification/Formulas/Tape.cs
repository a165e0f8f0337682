using System.Numerics.Tensors;

namespace MlPhys.SparseIdentification.Formulas;

/// <summary>Many formulas compiled to one list of vector instructions in which each common part appears once.</summary>
internal sealed class Tape
{
    private readonly List<Formula> nodes = [];
    private readonly Dictionary<Formula, int> places = [];
    private readonly List<(int Left, int Right)> operands = [];
    private readonly int[] outputs;

    public Tape(IEnumerable<Formula> formulas) => outputs = [.. formulas.Select(Place)];

    /// <summary>Number of formulas.</summary>
    public int Count => outputs.Length;

    /// <summary>Evaluates every formula over all samples.</summary>
    /// <param name="columns">The variables, one column each.</param>
    /// <param name="samples">Length of the columns.</param>
    /// <param name="parameters">Inner parameters.</param>
    /// <returns>One column a formula.</returns>
    public double[][] Evaluate(IReadOnlyList<double[]> columns, int samples, ReadOnlySpan<double> parameters)
    {
        var results = outputs.Select(_ => new double[samples]).ToArray();
        var work = new TapeMemory(this);
        for (var start = 0; start < samples; start += TapeMemory.Length)
        {
            var length = Math.Min(TapeMemory.Length, samples - start);
            Run(work, columns, start, length, parameters);
            for (var i = 0; i < outputs.Length; i++)
                Result(work, i)[..length].CopyTo(results[i].AsSpan(start));
        }
        return results;
    }

    /// <summary>Evaluates one block of at most <see cref="TapeMemory.Length"/> samples into the memory.</summary>
    public void Run(
        TapeMemory work,
        IReadOnlyList<double[]> columns,
        int start,
        int length,
        ReadOnlySpan<double> parameters
    )
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            var target = work.Row(i)[..length];
            switch (nodes[i])
            {
                case ConstantNode n:
                    target.Fill(n.Value);
                    break;
                case ParameterNode n:
                    target.Fill(parameters[n.Index]);
                    break;
                case VariableNode n:
                    columns[n.Index].AsSpan(start, length).CopyTo(target);
                    break;
                case CallNode n:
                    Call(n.Function, work.Row(operands[i].Left)[..length], target);
                    break;
                case BinaryNode n:
                    Combine(n, work.Row(operands[i].Left)[..length], work.Row(operands[i].Right)[..length], target);
                    break;
            }
        }
    }

    /// <summary>Number of rows of memory that the tape needs.</summary>
    public int Rows => nodes.Count;

    /// <summary>The block of values of formula number <paramref name="formula"/> after a run.</summary>
    public Span<double> Result(TapeMemory work, int formula) => work.Row(outputs[formula]);

    private int Place(Formula f)
    {
        if (places.TryGetValue(f, out var known))
            return known;
        var pair = f switch
        {
            BinaryNode n => (Place(n.Left), Place(n.Right)),
            CallNode n => (Place(n.Operand), -1),
            _ => (-1, -1),
        };
        nodes.Add(f);
        operands.Add(pair);
        return places[f] = nodes.Count - 1;
    }

    private static void Combine(BinaryNode n, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> target)
    {
        switch (n.Operation)
        {
            case Operation.Add:
                TensorPrimitives.Add(a, b, target);
                break;
            case Operation.Subtract:
                TensorPrimitives.Subtract(a, b, target);
                break;
            case Operation.Multiply:
                TensorPrimitives.Multiply(a, b, target);
                break;
            case Operation.Divide:
                TensorPrimitives.Divide(a, b, target);
                break;
            case Operation.Power when n.Right is ConstantNode { Value: 2 }:
                TensorPrimitives.Multiply(a, a, target);
                break;
            default:
                for (var i = 0; i < target.Length; i++)
                    target[i] = Math.Pow(a[i], b[i]);
                break;
        }
    }

    private static void Call(Function function, ReadOnlySpan<double> a, Span<double> target)
    {
        switch (function)
        {
            case Function.Exp:
                TensorPrimitives.Exp(a, target);
                break;
            case Function.Log:
                TensorPrimitives.Log(a, target);
                break;
            case Function.Sin:
                TensorPrimitives.Sin(a, target);
                break;
            case Function.Cos:
                TensorPrimitives.Cos(a, target);
                break;
            case Function.Tanh:
                TensorPrimitives.Tanh(a, target);
                break;
            case Function.Sqrt:
                TensorPrimitives.Sqrt(a, target);
                break;
            default:
                TensorPrimitives.Abs(a, target);
                break;
        }
    }
}
