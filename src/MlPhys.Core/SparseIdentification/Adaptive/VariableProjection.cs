using System.Collections.Immutable;
using System.Numerics.Tensors;
using MlPhys.SparseIdentification.Fitting;

namespace MlPhys.SparseIdentification.Adaptive;

/// <summary>Separable least squares y = sum_j c_j f_j(x; theta_j): the coefficients are projected out and
/// Levenberg-Marquardt moves theta alone, with Kaufman's Jacobian -(I - F F+)(dF/dtheta) c.</summary>
/// <remarks>Golub and Pereyra (1973); Kaufman (1975).</remarks>
internal static class VariableProjection
{
    private const double FirstDamping = 1e-3;
    private const double Converged = 1e-13;

    /// <summary>The fit of the candidates from their present parameters; null where their columns are collinear.</summary>
    public static Fit? Of(Regression regression, ImmutableArray<Atom> atoms, int iterations = 60)
    {
        var fit = Linear(regression, atoms);
        var damping = FirstDamping;
        for (var i = 0; i < iterations && fit is not null && damping < 1e8; i++)
        {
            if (Step(regression, fit, damping) is not var (next, moved) || moved == 0)
                break;
            if (next is null || !(next.Rss < fit.Rss))
            {
                damping *= 10;
                continue;
            }
            var gain = (fit.Rss - next.Rss) / fit.Rss;
            fit = next;
            damping = Math.Max(damping / 10, 1e-12);
            if (gain < Converged || fit.Rss <= 1e-30 * regression.TotalSquares)
                break;
        }
        return fit;
    }

    /// <summary>The fit of the coefficients alone.</summary>
    public static Fit? Linear(Regression regression, ImmutableArray<Atom> atoms)
    {
        var basis = new OrthonormalBasis();
        if (atoms.Length > regression.Count || !atoms.All(a => basis.Add(a.Term.Rows(a.At))))
            return null;
        var residual = (double[])regression.Target.Clone();
        basis.Project(residual);
        return new Fit(atoms, basis.Solve(regression.Target), residual, basis);
    }

    private static (Fit? Next, double Moved)? Step(Regression regression, Fit fit, double damping)
    {
        var jacobian = fit.Atoms.SelectMany((a, j) => JacobianOf(fit, a, fit.Coefficients[j])).ToArray();
        if (jacobian.Length == 0)
            return null;
        var coordinates = fit.Atoms.SelectMany(a => a.Term.Scales.Zip(a.At)).ToArray();
        var slope = jacobian.Select(j => -TensorPrimitives.Dot<double>(j, fit.Residual)).ToArray();
        var free = Enumerable
            .Range(0, jacobian.Length)
            .Where(l => TensorPrimitives.Norm<double>(jacobian[l]) > 0 && !PushesOut(coordinates[l], slope[l]))
            .ToArray();
        var step = SymmetricSystem.Solve(
            Gram([.. free.Select(l => jacobian[l])]),
            [.. free.Select(l => slope[l])],
            damping
        );
        if (!step.All(double.IsFinite))
            return (null, 1);
        var target = coordinates.Select(c => c.Second).ToArray();
        for (var i = 0; i < free.Length; i++)
        {
            var (scale, at) = coordinates[free[i]];
            target[free[i]] = Math.Clamp(at + step[i], scale.Low, scale.High);
        }
        var moved = target.Zip(coordinates, (t, c) => Math.Abs(t - c.Second)).Max();
        return (Linear(regression, Moved(fit.Atoms, target)), moved);
    }

    private static IEnumerable<double[]> JacobianOf(Fit fit, Atom atom, double coefficient)
    {
        if (atom.At.Length == 0)
            yield break;
        foreach (var derivative in atom.Term.RowsWithDerivatives(atom.At).Skip(1))
        {
            TensorPrimitives.Multiply(derivative, -coefficient, derivative);
            fit.Basis.Project(derivative);
            yield return derivative;
        }
    }

    private static bool PushesOut((ParameterScale Scale, double At) coordinate, double step) =>
        (coordinate.At <= coordinate.Scale.Low && step < 0) || (coordinate.At >= coordinate.Scale.High && step > 0);

    private static ImmutableArray<Atom> Moved(ImmutableArray<Atom> atoms, double[] target)
    {
        var used = 0;
        return [.. atoms.Select(a => a with { At = target[used..(used += a.At.Length)] })];
    }

    /// <summary>The products of all pairs of columns.</summary>
    public static double[,] Gram(double[][] columns)
    {
        var gram = new double[columns.Length, columns.Length];
        for (var i = 0; i < columns.Length; i++)
        for (var j = 0; j <= i; j++)
            gram[i, j] = gram[j, i] = TensorPrimitives.Dot<double>(columns[i], columns[j]);
        return gram;
    }
}
