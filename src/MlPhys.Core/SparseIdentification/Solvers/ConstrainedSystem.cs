using MlPhys.SparseIdentification.Fitting;
using MlPhys.SparseIdentification.Gram;

namespace MlPhys.SparseIdentification.Solvers;

/// <summary>Least squares on subsets of columns under linear conditions, by an active-set method on the normal equations.</summary>
/// <remarks>With conditions A xi = d active, xi = xi0 - G^-1 A' (A G^-1 A')^-1 (A xi0 - d); violated inequalities become active,
/// those with negative multipliers leave (Nocedal and Wright 2006, section 16.5).</remarks>
internal sealed class ConstrainedSystem(GramSystem system, IReadOnlyList<LinearCondition> conditions)
{
    private const int Changes = 200;
    private const double Tolerance = 1e-9;
    private const double Redundancy = 1e-12;

    /// <summary>A fit: coefficients of all columns, their variances up to the noise, the residual sum of squares, and the conditions
    /// that bind.</summary>
    internal sealed record Fit(
        int[] Support,
        double[] Coefficients,
        double[] Variances,
        double Rss,
        double[][] Binding
    );

    /// <summary>Whether numbers meet a condition.</summary>
    public static bool IsMet(LinearCondition condition, double[] numbers) =>
        Excess(condition, numbers) <= 1e-6 * Size(condition, numbers);

    /// <summary>The fit by some columns; the residual is infinite where they cannot meet the conditions.</summary>
    public Fit Of(int[] support)
    {
        var inverse = CholeskyFactor.Of(system.Matrix, support).Inverse();
        var free = Times(inverse, [.. support.Select(j => system.Right[j])]);
        var rows = conditions.Select(c => c with { Row = [.. support.Select(j => c.Row[j])] }).ToArray();
        var active = Enumerable.Range(0, rows.Length).Where(i => rows[i].IsEquality && HasEntries(rows[i])).ToList();
        var (solution, multipliers) = Solved(inverse, free, [.. active.Select(i => rows[i])]);
        for (var change = 0; change < Changes; change++)
        {
            var leaving = active.FindIndex(i => !rows[i].IsEquality && multipliers[active.IndexOf(i)] < -Tolerance);
            if (leaving >= 0)
                active.RemoveAt(leaving);
            else if (MostViolated(rows, solution, active) is { } entering)
                active.Add(entering);
            else
                break;
            (solution, multipliers) = Solved(inverse, free, [.. active.Select(i => rows[i])]);
        }
        var coefficients = new double[system.Count];
        for (var i = 0; i < support.Length; i++)
            coefficients[support[i]] = solution[i];
        double[][] binding = [.. active.Select(i => rows[i].Row)];
        return new Fit(
            support,
            coefficients,
            Variances(inverse, binding),
            rows.All(r => IsMet(r, solution)) ? Rss(support, solution) : double.PositiveInfinity,
            binding
        );
    }

    /// <summary>The covariance of the coefficients of a fit's support, up to the noise.</summary>
    public double[][] Covariance(Fit fit)
    {
        var inverse = CholeskyFactor.Of(system.Matrix, fit.Support).Inverse();
        if (fit.Binding.Length == 0)
            return inverse;
        var spread = fit.Binding.Select(r => Times(inverse, r)).ToArray();
        var gram = Products(fit.Binding, spread);
        for (var i = 0; i < inverse.Length; i++)
        {
            var share = SymmetricSystem.Solve(gram, [.. spread.Select(s => s[i])], Redundancy);
            for (var a = 0; a < spread.Length; a++)
            for (var j = 0; j < inverse.Length; j++)
                inverse[i][j] -= share[a] * spread[a][j];
        }
        return inverse;
    }

    private static int? MostViolated(LinearCondition[] rows, double[] solution, List<int> active)
    {
        var worst = Enumerable
            .Range(0, rows.Length)
            .Where(i => !rows[i].IsEquality && !active.Contains(i) && HasEntries(rows[i]))
            .Select(i => (Index: i, Excess: Excess(rows[i], solution) / Size(rows[i], solution)))
            .Where(r => r.Excess > Tolerance)
            .OrderByDescending(r => r.Excess)
            .Select(r => (int?)r.Index);
        return worst.FirstOrDefault();
    }

    private static (double[] Solution, double[] Multipliers) Solved(
        double[][] inverse,
        double[] free,
        LinearCondition[] active
    )
    {
        if (active.Length == 0)
            return (free, []);
        var spread = active.Select(c => Times(inverse, c.Row)).ToArray();
        var multipliers = SymmetricSystem.Solve(
            Products(active.Select(c => c.Row).ToArray(), spread),
            [.. active.Select(c => Dot(c.Row, free) - c.Value)],
            Redundancy
        );
        var solution = (double[])free.Clone();
        for (var a = 0; a < active.Length; a++)
        for (var i = 0; i < solution.Length; i++)
            solution[i] -= spread[a][i] * multipliers[a];
        return (solution, multipliers);
    }

    private static double[] Variances(double[][] inverse, double[][] active)
    {
        double[] variances = [.. inverse.Select((row, i) => row[i])];
        if (active.Length == 0)
            return variances;
        var spread = active.Select(r => Times(inverse, r)).ToArray();
        var gram = Products(active, spread);
        for (var i = 0; i < variances.Length; i++)
        {
            double[] column = [.. spread.Select(s => s[i])];
            variances[i] = Math.Max(0, variances[i] - Dot(column, SymmetricSystem.Solve(gram, column, Redundancy)));
        }
        return variances;
    }

    private double Rss(int[] support, double[] solution)
    {
        var rss = system.TotalSquares;
        for (var i = 0; i < support.Length; i++)
        {
            rss -= 2 * system.Right[support[i]] * solution[i];
            for (var j = 0; j < support.Length; j++)
                rss += solution[i] * solution[j] * system.Matrix[support[i], support[j]];
        }
        return Math.Max(0, rss);
    }

    private static bool HasEntries(LinearCondition condition) => condition.Row.Any(v => v != 0);

    private static double Excess(LinearCondition condition, double[] solution)
    {
        var excess = Dot(condition.Row, solution) - condition.Value;
        return condition.IsEquality ? Math.Abs(excess) : excess;
    }

    private static double Size(LinearCondition condition, double[] solution) =>
        Math.Abs(condition.Value) + condition.Row.Zip(solution, (a, x) => Math.Abs(a * x)).Sum() + 1e-12;

    private static double[,] Products(double[][] rows, double[][] spread)
    {
        var products = new double[rows.Length, rows.Length];
        for (var a = 0; a < rows.Length; a++)
        for (var b = 0; b < rows.Length; b++)
            products[a, b] = Dot(rows[a], spread[b]);
        return products;
    }

    private static double[] Times(double[][] matrix, double[] vector) =>
        Array.ConvertAll(matrix, row => Dot(row, vector));

    private static double Dot(double[] a, double[] b) => System.Numerics.Tensors.TensorPrimitives.Dot<double>(a, b);
}
