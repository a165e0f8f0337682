using System.Numerics.Tensors;
using MlPhys.SparseIdentification.Gram;

namespace MlPhys.SparseIdentification.Likelihood;

/// <summary>Maximum likelihood for trajectories with measurement noise: every window has its own start, all share the
/// numbers of the law; Gauss-Newton on both (Bock 1983).</summary>
internal sealed class MultipleShooting(ShootingWindows windows, int inputs, double[] noise, int subSteps)
{
    private const int Iterations = 25;

    /// <summary>A point of the likelihood: the law's numbers, the windows' starts, and the sum of squares over the noise.</summary>
    internal sealed record Point(double[] Numbers, double[][] Starts, double[] SquaresByState)
    {
        /// <summary>Sum of squared residuals over the noise.</summary>
        public double Squares { get; } = SquaresByState.Sum();
    }

    /// <summary>The point at given numbers and starts.</summary>
    public Point At(VectorField field, double[] numbers, double[][] starts) =>
        new(numbers, starts, Squares(field, numbers, starts));

    /// <summary>Gauss-Newton steps until the next would gain less than <paramref name="tolerance"/> in the sum of squares; from numbers
    /// that break a condition, any step that meets it is a gain.</summary>
    public Point Maximise(
        VectorField field,
        Point start,
        FreeNumbers free,
        Func<double[], double[]> bounded,
        double tolerance
    )
    {
        var (point, damping) = (start, 0.0);
        var squares = free.Meets(start.Numbers) ? start.Squares : double.PositiveInfinity;
        for (var i = 0; i < Iterations; i++)
        {
            var equations = Linearise(field, point);
            var system = free.Reduced(equations.Solve(windows.Measurements));
            var next = Step(field, point, free, bounded, equations, system, damping);
            var gain = squares - next.Squares;
            if (gain > 0)
                (point, squares, damping) = (next, next.Squares, damping > 1e-6 ? damping / 10 : 0);
            else
                damping = damping == 0 ? 1e-3 : damping * 10;
            if ((gain >= 0 && gain < tolerance) || damping > 1e3)
                break;
        }
        return point;
    }

    /// <summary>The normal equations at a point, starts eliminated, as a regression on the numbers themselves.</summary>
    /// <param name="field">Right-hand side with the directions of all numbers that may be estimated.</param>
    /// <param name="point">Where to linearise.</param>
    /// <param name="present">Present values of those numbers.</param>
    public GramSystem Regression(VectorField field, Point point, double[] present)
    {
        var system = Linearise(field, point).Solve(windows.Measurements);
        var right = (double[])system.Right.Clone();
        var total = system.TotalSquares;
        for (var i = 0; i < right.Length; i++)
        {
            total += 2 * system.Right[i] * present[i];
            for (var j = 0; j < right.Length; j++)
            {
                right[i] += system.Matrix[i, j] * present[j];
                total += present[i] * system.Matrix[i, j] * present[j];
            }
        }
        return system with { Right = right, TotalSquares = total };
    }

    /// <summary>The states of the law along every window, in place of those given.</summary>
    /// <param name="field">Right-hand side.</param>
    /// <param name="point">Numbers and starts.</param>
    /// <param name="states">[trajectory][state][sample]; samples outside all windows are left.</param>
    public void Fill(VectorField field, Point point, double[][][] states)
    {
        var block = new ShootingBlock(field, windows, inputs, subSteps, sensitivities: false);
        Sweep(
            block,
            field,
            point.Numbers,
            point.Starts,
            () => { },
            (at, e, _, weight) =>
            {
                for (var lane = 0; lane < windows.Lanes; lane++)
                    if (weight[lane] > 0)
                    {
                        var window = windows[at.First + lane];
                        states[window.Trajectory][e][window.First + at.Sample] = block.State(e)[lane];
                    }
            }
        );
    }

    private Point Step(
        VectorField field,
        Point point,
        FreeNumbers free,
        Func<double[], double[]> bounded,
        NormalEquations equations,
        GramSystem system,
        double damping
    )
    {
        var matrix = (double[,])system.Matrix.Clone();
        for (var i = 0; i < system.Count; i++)
            matrix[i, i] *= 1 + damping;
        var move = free.Moves(system with { Matrix = matrix }, point.Numbers);
        var numbers = new double[move.Length];
        TensorPrimitives.Add(point.Numbers, move, numbers);
        numbers = bounded(numbers);
        TensorPrimitives.Subtract(numbers, point.Numbers, move);
        var moves = equations.StartMoves(move);
        double[][] starts = [.. point.Starts.Select((s, e) => s.Select((x, lane) => x + moves[e][lane]).ToArray())];
        return At(field, numbers, starts);
    }

    private NormalEquations Linearise(VectorField field, Point point)
    {
        var equations = new NormalEquations(field.Equations.Length, field.States, windows.Lanes);
        var block = new ShootingBlock(field, windows, inputs, subSteps, sensitivities: true);
        Sweep(
            block,
            field,
            point.Numbers,
            point.Starts,
            equations.BeginBlock,
            (_, e, residual, weight) => equations.Add(block, e, residual, weight)
        );
        return equations;
    }

    private double[] Squares(VectorField field, double[] numbers, double[][] starts)
    {
        var squares = new double[field.States];
        var block = new ShootingBlock(field, windows, inputs, subSteps, sensitivities: false);
        Sweep(
            block,
            field,
            numbers,
            starts,
            () => { },
            (_, e, residual, _) => squares[e] += TensorPrimitives.SumOfSquares<double>(residual)
        );
        return [.. squares.Select(s => double.IsFinite(s) ? s : double.PositiveInfinity)];
    }

    private void Sweep(
        ShootingBlock block,
        VectorField field,
        double[] numbers,
        double[][] starts,
        Action beginBlock,
        Action<(int First, int Sample), int, double[], double[]> visit
    )
    {
        var (residual, weight) = (new double[windows.Lanes], new double[windows.Lanes]);
        for (var first = 0; first < windows.Count; first += windows.Lanes)
        {
            beginBlock();
            block.Start(starts, first);
            for (var sample = 0; ; sample++)
            {
                for (var e = 0; e < field.States; e++)
                {
                    windows.Observe(first, sample, e, residual, weight);
                    TensorPrimitives.Divide(weight, noise[e], weight);
                    TensorPrimitives.Subtract(residual, block.State(e), residual);
                    TensorPrimitives.Multiply(residual, weight, residual);
                    visit((first, sample), e, residual, weight);
                }
                if (sample == windows.Steps)
                    break;
                block.Step(first, sample, numbers);
            }
        }
    }
}
