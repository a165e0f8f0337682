using System.Numerics.Tensors;
using MlPhys.Numerics.Random;
using MlPhys.Runs;

namespace MlPhys.Numerics.LinearAlgebra;

/// <summary>The Krylov space of a symmetric map from one start vector: A Q = Q T + residual, with T tridiagonal and Q orthonormal.</summary>
public sealed class Lanczos
{
    private readonly List<double[]> basis;
    private readonly Lazy<TridiagonalEigen> ritz;

    private Lanczos(List<double[]> basis, double[] diagonal, double[] offDiagonal, double residual)
    {
        this.basis = basis;
        (Diagonal, OffDiagonal, Residual) = (diagonal, offDiagonal, residual);
        ritz = new(() => TridiagonalEigen.Of(diagonal, offDiagonal));
    }

    /// <summary>Diagonal of T.</summary>
    public double[] Diagonal { get; }

    /// <summary>Off-diagonal of T, one shorter.</summary>
    public double[] OffDiagonal { get; }

    /// <summary>Norm of the residual vector after the last step; 0 to rounding: the space is invariant.</summary>
    public double Residual { get; }

    /// <summary>Steps done; fewer than asked for where the space became invariant.</summary>
    public int Steps => Diagonal.Length;

    /// <summary>Ritz values in ascending order.</summary>
    public double[] Values => ritz.Value.Values;

    /// <summary>Bound |A y - theta y| of each Ritz pair: the residual times the last component of its eigenvector of T.</summary>
    public double[] ResidualBounds =>
        [.. Enumerable.Range(0, Steps).Select(j => Residual * Math.Abs(ritz.Value.Vector(Steps - 1, j)))];

    /// <summary>Runs the iteration with full reorthogonalisation, twice for each vector.</summary>
    /// <param name="map">A, symmetric.</param>
    /// <param name="start">Start vector, finite, not zero; its length is the dimension.</param>
    /// <param name="steps">Products with A, at least 1; at most the dimension are done.</param>
    /// <param name="progress">Told of each product.</param>
    /// <param name="cancellation">Ends the run between products.</param>
    /// <remarks>Lanczos, J. Res. Natl. Bur. Stand. 45, 255 (1950); Parlett, The Symmetric Eigenvalue Problem (1998), chapter 13.</remarks>
    /// <exception cref="ArgumentException">The start vector is zero or not finite.</exception>
    /// <exception cref="ArithmeticException">The map returned a number that is not finite.</exception>
    public static Lanczos Run(
        LinearMap map,
        double[] start,
        int steps,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        Matrix.RequireFinite(start, nameof(start));
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var norm = TensorPrimitives.Norm<double>(start);
        if (!(norm > 0))
            throw new ArgumentException($"start is a zero vector of length {start.Length}", nameof(start));
        var (basis, diagonal, offDiagonal) = (new List<double[]>(), new List<double>(), new List<double>());
        var w = new double[start.Length];
        TensorPrimitives.Divide(start, norm, w);
        var (beta, size) = (0.0, 0.0);
        for (var k = 0; k < Math.Min(steps, start.Length); k++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (k > 0)
            {
                // Below rounding of the map itself nothing new is left: the space is invariant.
                if (beta <= 1e-14 * size)
                    break;
                offDiagonal.Add(beta);
                TensorPrimitives.Divide(w, beta, w);
            }
            basis.Add([.. w]);
            map(basis[k], w);
            var alpha = TensorPrimitives.Dot<double>(basis[k], w);
            if (!double.IsFinite(alpha))
                throw new ArithmeticException($"q^T A q is {alpha} in step {k}: the map is not finite");
            diagonal.Add(alpha);
            Orthogonalise(w, basis);
            beta = TensorPrimitives.Norm<double>(w);
            size = Math.Max(size, Math.Abs(alpha) + beta);
            progress?.Report(new RunProgress("Lanczos", k + 1, steps));
        }
        return new Lanczos(basis, [.. diagonal], [.. offDiagonal], beta);
    }

    /// <summary>Runs the iteration from a Gaussian start vector, for a map that returns arrays.</summary>
    /// <param name="map">A, symmetric.</param>
    /// <param name="dimension">Length of its vectors, at least 1.</param>
    /// <param name="steps">Products with A, at least 1.</param>
    /// <param name="stream">Source of the start vector.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension or the steps are below 1.</exception>
    /// <exception cref="ArithmeticException">The map returned a number that is not finite.</exception>
    public static Lanczos Run(Func<double[], double[]> map, int dimension, int steps, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        return Run(LinearMaps.FromArrays(map), stream.Gaussians(dimension), steps);
    }

    /// <summary>The Ritz vector of a Ritz value, of unit norm.</summary>
    /// <param name="index">Place in <see cref="Values"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such value.</exception>
    public double[] Vector(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Steps);
        var vector = new double[basis[0].Length];
        for (var k = 0; k < Steps; k++)
            TensorPrimitives.MultiplyAdd(basis[k], ritz.Value.Vector(k, index), vector, vector);
        return vector;
    }

    /// <summary>The quadrature of the start vector's spectral density: nodes, and weights that sum to 1.</summary>
    public (double[] Nodes, double[] Weights) Quadrature() => TridiagonalEigen.Quadrature(Diagonal, OffDiagonal);

    private static void Orthogonalise(double[] w, List<double[]> basis)
    {
        for (var pass = 0; pass < 2; pass++)
            foreach (var q in basis)
                TensorPrimitives.MultiplyAdd(q, -TensorPrimitives.Dot<double>(q, w), w, w);
    }
}
