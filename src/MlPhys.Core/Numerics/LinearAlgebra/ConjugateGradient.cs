using System.Numerics.Tensors;

namespace MlPhys.Numerics.LinearAlgebra;

/// <summary>A solution by conjugate gradients.</summary>
/// <param name="Solution">x.</param>
/// <param name="RelativeResidual">|b - A x| / |b|, from the recurrence.</param>
/// <param name="Iterations">Products with A.</param>
/// <param name="Converged">Whether the residual fell below the tolerance within the limit.</param>
public sealed record IterativeSolution(double[] Solution, double RelativeResidual, int Iterations, bool Converged);

/// <summary>Conjugate gradients: A x = b for a symmetric positive definite map known by its products.</summary>
/// <remarks>Hestenes and Stiefel, J. Res. Natl. Bur. Stand. 49, 409 (1952).</remarks>
public static class ConjugateGradient
{
    /// <summary>Solves A x = b from x = 0.</summary>
    /// <param name="map">A.</param>
    /// <param name="target">b, finite.</param>
    /// <param name="tolerance">Relative residual to reach.</param>
    /// <param name="iterationLimit">Products with A; without it ten times the dimension.</param>
    /// <param name="preconditioner">An approximate inverse of A, symmetric positive definite; without it none.</param>
    /// <param name="cancellation">Ends the run between products.</param>
    /// <exception cref="ArgumentException">The target is empty or not finite.</exception>
    /// <exception cref="ArithmeticException">The map is not positive definite along a search direction, or not finite.</exception>
    public static IterativeSolution Solve(
        LinearMap map,
        double[] target,
        double tolerance = 1e-10,
        int? iterationLimit = null,
        LinearMap? preconditioner = null,
        CancellationToken cancellation = default
    )
    {
        if (target.Length == 0)
            throw new ArgumentException("target is empty", nameof(target));
        Matrix.RequireFinite(target, nameof(target));
        var n = target.Length;
        var (x, r, z, p, product) = (new double[n], target.ToArray(), new double[n], new double[n], new double[n]);
        var norm = TensorPrimitives.Norm<double>(r);
        Precondition(preconditioner, r, z);
        z.CopyTo(p, 0);
        var rho = TensorPrimitives.Dot<double>(r, z);
        var (iterations, residual) = (0, norm);
        for (; residual > tolerance * norm && iterations < (iterationLimit ?? 10 * n); iterations++)
        {
            cancellation.ThrowIfCancellationRequested();
            map(p, product);
            var curvature = TensorPrimitives.Dot<double>(p, product);
            if (!(curvature > 0))
                throw new ArithmeticException(
                    $"p^T A p is {curvature} in iteration {iterations}: the map is not positive definite"
                );
            var alpha = rho / curvature;
            TensorPrimitives.MultiplyAdd(p, alpha, x, x);
            TensorPrimitives.MultiplyAdd(product, -alpha, r, r);
            residual = TensorPrimitives.Norm<double>(r);
            Precondition(preconditioner, r, z);
            var next = TensorPrimitives.Dot<double>(r, z);
            TensorPrimitives.MultiplyAdd(p, next / rho, z, p);
            rho = next;
        }
        return new IterativeSolution(x, norm > 0 ? residual / norm : 0, iterations, residual <= tolerance * norm);
    }

    /// <summary>Solves A x = b for a map that returns arrays.</summary>
    /// <param name="map">A.</param>
    /// <param name="target">b, finite.</param>
    /// <param name="tolerance">Relative residual to reach.</param>
    /// <param name="iterationLimit">Products with A; without it ten times the dimension.</param>
    /// <exception cref="ArgumentException">The target is empty or not finite.</exception>
    /// <exception cref="ArithmeticException">The map is not positive definite along a search direction, or not finite.</exception>
    public static IterativeSolution Solve(
        Func<double[], double[]> map,
        double[] target,
        double tolerance = 1e-10,
        int? iterationLimit = null
    ) => Solve(LinearMaps.FromArrays(map), target, tolerance, iterationLimit);

    private static void Precondition(LinearMap? preconditioner, double[] r, double[] z)
    {
        if (preconditioner is null)
            r.CopyTo(z, 0);
        else
            preconditioner(r, z);
    }
}
