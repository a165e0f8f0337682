using System.Numerics.Tensors;
using MlPhys.Numerics.LinearAlgebra;

namespace MlPhys.Numerics.Optimisation;

/// <summary>Weighted residuals and their Jacobian over the coordinates that the solver steps in (logarithms where asked for).</summary>
internal sealed class ResidualProblem
{
    private static readonly double RelativeStep = Math.Cbrt(Math.ScaleB(1, -52));

    private readonly LevenbergMarquardt settings;
    private readonly bool[] logarithmic;
    private readonly double[]? rootWeights;

    public ResidualProblem(LevenbergMarquardt settings, double[] start)
    {
        this.settings = settings;
        Matrix.RequireFinite(start, nameof(start));
        if (start.Length == 0)
            throw new ArgumentException("start is empty; at least one parameter is needed", nameof(start));
        logarithmic = Marked(settings.LogScaled, start);
        Lower = Bounds(settings.Lower, double.NegativeInfinity, start.Length);
        Upper = Bounds(settings.Upper, double.PositiveInfinity, start.Length);
        Start = Inner(start);
        for (var i = 0; i < start.Length; i++)
            if (Start[i] < Lower[i] || Start[i] > Upper[i])
                throw new ArgumentException(
                    $"start[{i}] is {start[i]}, outside its bounds [{settings.Lower![i]}, {settings.Upper![i]}]",
                    nameof(start)
                );
        rootWeights = settings.Weights is { } weights ? Array.ConvertAll(weights, Math.Sqrt) : null;
        StartResiduals = Residuals(Start);
        RequireUsable(StartResiduals);
    }

    public double[] Start { get; }

    public double[] StartResiduals { get; }

    public double[] Lower { get; }

    public double[] Upper { get; }

    public int Rows => StartResiduals.Length;

    public int Evaluations { get; private set; }

    public bool HasJacobian => settings.Jacobian is not null;

    /// <summary>The user's parameters at inner coordinates.</summary>
    public double[] Outer(double[] inner) => [.. inner.Select((q, i) => logarithmic[i] ? Math.Exp(q) : q)];

    /// <summary>Derivative of each user's parameter by its inner coordinate.</summary>
    public double[] OuterByInner(double[] inner) => [.. inner.Select((q, i) => logarithmic[i] ? Math.Exp(q) : 1)];

    public double[] Residuals(double[] inner)
    {
        var residuals = UnweightedResiduals(inner);
        if (rootWeights is null)
            return residuals;
        Matrix.RequireFinite(rootWeights, residuals.Length, "weights");
        TensorPrimitives.Multiply(residuals, rootWeights, residuals);
        return residuals;
    }

    public double[] UnweightedResiduals(double[] inner)
    {
        Evaluations++;
        return [.. settings.Residuals(Outer(inner))];
    }

    /// <summary>The Jacobian of the weighted residuals by the inner coordinates, columns one after the other.</summary>
    public double[] Jacobian(double[] inner)
    {
        var columns = settings.Jacobian is { } given ? FromGiven(given, inner) : FromDifferences(inner);
        var wrong = Array.FindIndex(columns, v => !double.IsFinite(v));
        return wrong < 0
            ? columns
            : throw new ArithmeticException(
                $"the derivative of residual {wrong % Rows} by parameter {wrong / Rows} is {columns[wrong]} "
                    + $"at parameters [{string.Join(", ", Outer(inner))}]"
            );
    }

    private static bool[] Marked(int[] indices, double[] start)
    {
        var marked = new bool[start.Length];
        foreach (var i in indices)
        {
            if (i < 0 || i >= start.Length)
                throw new ArgumentException($"log scale was asked for parameter {i} of {start.Length}", nameof(start));
            if (!(start[i] > 0))
                throw new ArgumentException($"start[{i}] is {start[i]}; a log scale needs it above 0", nameof(start));
            marked[i] = true;
        }
        return marked;
    }

    private double[] Bounds(double[]? given, double none, int count)
    {
        if (given is null)
            return [.. Enumerable.Repeat(none, count)];
        if (given.Length != count)
            throw new ArgumentException($"bounds are given for {given.Length} parameters; start has {count}", "start");
        return [.. given.Select((b, i) => logarithmic[i] ? Math.Log(Math.Max(0, b)) : b)];
    }

    private double[] Inner(double[] outer) => [.. outer.Select((p, i) => logarithmic[i] ? Math.Log(p) : p)];

    private void RequireUsable(double[] residuals)
    {
        if (residuals.Length < Start.Length)
            throw new ArgumentException(
                $"{residuals.Length} residuals cannot determine {Start.Length} parameters; as many are needed at least",
                "start"
            );
        var wrong = Array.FindIndex(residuals, r => !double.IsFinite(r));
        if (wrong >= 0)
            throw new ArgumentException($"residual {wrong} is {residuals[wrong]} at the start values", "start");
    }

    private double[] FromGiven(Func<double[], double[,]> jacobian, double[] inner)
    {
        var given = jacobian(Outer(inner));
        if (given.GetLength(0) != Rows || given.GetLength(1) != inner.Length)
            throw new ArgumentException(
                $"the Jacobian is {given.GetLength(0)} x {given.GetLength(1)}; {Rows} x {inner.Length} was expected"
            );
        var columns = Matrix.Columns(given);
        var chain = OuterByInner(inner);
        for (var j = 0; j < inner.Length; j++)
        {
            var column = columns.AsSpan(j * Rows, Rows);
            TensorPrimitives.Multiply(column, chain[j], column);
            if (rootWeights is not null)
                TensorPrimitives.Multiply(column, rootWeights, column);
        }
        return columns;
    }

    private double[] FromDifferences(double[] inner)
    {
        var columns = new double[Rows * inner.Length];
        var point = inner.ToArray();
        for (var j = 0; j < inner.Length; j++)
        {
            var step = RelativeStep * Magnitude(j, inner[j]);
            var low = Math.Max(inner[j] - step, Lower[j]);
            var high = Math.Min(inner[j] + step, Upper[j]);
            var column = columns.AsSpan(j * Rows, Rows);
            point[j] = high;
            Residuals(point).CopyTo(column);
            point[j] = low;
            TensorPrimitives.Subtract(column, Residuals(point), column);
            TensorPrimitives.Divide(column, high - low, column);
            point[j] = inner[j];
        }
        return columns;
    }

    /// <summary>The scale of a coordinate, which must not vanish where an iterate happens to pass through zero.</summary>
    private double Magnitude(int j, double inner) =>
        logarithmic[j] ? 1
        : Start[j] == 0 && inner == 0 ? 1
        : Math.Max(Math.Abs(inner), 1e-3 * Math.Abs(Start[j]));
}
