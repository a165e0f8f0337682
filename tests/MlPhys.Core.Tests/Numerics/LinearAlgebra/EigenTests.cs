using MlPhys.Numerics.LinearAlgebra;
using MlPhys.Numerics.Random;

namespace MlPhys.Core.Tests.Numerics.LinearAlgebra;

public class EigenTests
{
    [Fact]
    public void The_discrete_Laplacian_has_its_known_spectrum_and_vectors()
    {
        const int n = 200;
        var eigen = TridiagonalEigen.Of([.. Enumerable.Repeat(2.0, n)], [.. Enumerable.Repeat(-1.0, n - 1)]);
        for (var k = 0; k < n; k++)
        {
            Assert.Equal(2 - 2 * Math.Cos(Math.PI * (k + 1) / (n + 1)), eigen.Values[k], 1e-12);
            var exact = Math.Sqrt(2.0 / (n + 1)) * Math.Sin(Math.PI * (k + 1) * 7 / (n + 1));
            Assert.Equal(Math.Abs(exact), Math.Abs(eigen.Vector(6, k)), 1e-11);
        }
    }

    [Fact]
    public void Golub_and_Welsch_give_the_Gauss_Legendre_rule()
    {
        var (nodes, weights) = TridiagonalEigen.Quadrature(
            new double[10],
            [.. Enumerable.Range(1, 9).Select(k => k / Math.Sqrt(4.0 * k * k - 1))]
        );
        Assert.Equal(1, weights.Sum(), 1e-13);
        for (var power = 0; power <= 19; power++)
            Assert.Equal(
                power % 2 == 1 ? 0 : 1.0 / (power + 1),
                nodes.Zip(weights, (x, w) => w * Math.Pow(x, power)).Sum(),
                1e-13
            );
    }

    [Fact]
    public void A_dense_symmetric_matrix_is_rebuilt_from_its_eigenpairs()
    {
        var a = RandomMatrices.PositiveDefinite(new RandomStream(2), 30);
        var eigen = SymmetricEigen.Of(a);
        Assert.Equal(eigen.Values.Order(), eigen.Values);
        for (var j = 0; j < 30; j++)
        {
            var v = Enumerable.Range(0, 30).Select(i => eigen.Vectors[i, j]).ToArray();
            var product = RandomMatrices.Multiply(a, v);
            Assert.InRange(product.Select((p, i) => Math.Abs(p - eigen.Values[j] * v[i])).Max(), 0, 1e-10);
        }
        Assert.Contains(
            "symmetric",
            Assert
                .Throws<ArgumentException>(() =>
                    SymmetricEigen.Of(
                        new[,]
                        {
                            { 1.0, 2 },
                            { 3, 1 },
                        }
                    )
                )
                .Message
        );
    }

    [Fact]
    public void Lanczos_finds_extreme_eigenpairs_and_its_bounds_hold()
    {
        const int n = 400;
        var exact = Enumerable.Range(1, n).Select(i => 1.0 / (i * i)).ToArray();
        var lanczos = Lanczos.Run(x => [.. x.Zip(exact, (v, d) => v * d)], n, 60, new RandomStream(4));
        Assert.Equal(60, lanczos.Steps);
        for (var k = 0; k < 10; k++)
        {
            var index = 59 - k;
            Assert.InRange(
                Math.Abs(lanczos.Values[index] - exact[k]),
                0,
                Math.Max(1e-15, lanczos.ResidualBounds[index])
            );
            Assert.InRange(Math.Abs(lanczos.Values[index] / exact[k] - 1), 0, 1e-8);
            Assert.Equal(1, Math.Abs(lanczos.Vector(index)[k]), 1e-6);
        }
        var orthogonality = Enumerable
            .Range(0, 59)
            .Max(j => Math.Abs(lanczos.Vector(j).Zip(lanczos.Vector(j + 1), (a, b) => a * b).Sum()));
        Assert.InRange(orthogonality, 0, 1e-13);
        Assert.Equal(1, lanczos.Quadrature().Weights.Sum(), 1e-12);
    }

    [Fact]
    public void Lanczos_stops_where_the_space_is_invariant()
    {
        var lanczos = Lanczos.Run((x, y) => x.CopyTo(y), [3, 4], 5);
        Assert.Equal(1, lanczos.Steps);
        Assert.Equal(1, lanczos.Values[0], 1e-14);
        Assert.Throws<ArgumentException>("start", () => Lanczos.Run((x, y) => x.CopyTo(y), [0, 0], 5));
        Assert.Throws<ArithmeticException>(() => Lanczos.Run((_, y) => y.Fill(double.NaN), [1, 0], 5));
    }

    [Fact]
    public void Conjugate_gradients_solve_and_a_preconditioner_saves_products()
    {
        const int n = 300;
        var diagonal = Enumerable.Range(1, n).Select(i => (double)i * i).ToArray();
        double[] Laplacian(double[] x) =>
            [
                .. x.Select(
                    (v, i) => diagonal[i] * v + (i > 0 ? -0.4 * x[i - 1] : 0) + (i < n - 1 ? -0.4 * x[i + 1] : 0)
                ),
            ];
        var exact = new RandomStream(1).Gaussians(n);
        var plain = ConjugateGradient.Solve(Laplacian, Laplacian(exact), 1e-12);
        var preconditioned = ConjugateGradient.Solve(
            (x, y) => Laplacian([.. x]).CopyTo(y),
            Laplacian(exact),
            1e-12,
            preconditioner: (r, z) =>
            {
                for (var i = 0; i < n; i++)
                    z[i] = r[i] / diagonal[i];
            }
        );
        Assert.True(plain.Converged && preconditioned.Converged);
        Assert.True(4 * preconditioned.Iterations < plain.Iterations);
        Assert.InRange(preconditioned.Solution.Zip(exact, (a, b) => Math.Abs(a - b)).Max(), 0, 1e-6);
        Assert.False(ConjugateGradient.Solve(Laplacian, exact, 1e-12, 3).Converged);
        Assert.Throws<ArithmeticException>(() => ConjugateGradient.Solve(x => [-x[0]], [1]));
    }

    [Fact]
    public void A_linear_fit_reports_which_columns_are_collinear_whatever_their_units()
    {
        var stream = new RandomStream(6);
        var a = RandomMatrices.Gaussian(stream, 40, 5);
        for (var i = 0; i < 40; i++)
        {
            a[i, 3] = 1e9 * (a[i, 0] - 2 * a[i, 2]);
            a[i, 4] *= 1e-7;
        }
        var b = Enumerable.Range(0, 40).Select(i => 2 * a[i, 1] + 3e7 * a[i, 4] + 0.1 * stream.Gaussian()).ToArray();
        var fit = LinearFit.Of(a, b);
        Assert.Equal(4, fit.Rank);
        var collinearity = Assert.Single(fit.Collinear);
        Assert.Equal([0, 2, 3], collinearity.DependsOn.Append(collinearity.Column).Order());
        Assert.All(new[] { 0, 2, 3 }, j => Assert.Equal(double.PositiveInfinity, fit.StandardErrors[j]));
        Assert.InRange((fit.Coefficients[1] - 2) / fit.StandardErrors[1], -4, 4);
        Assert.InRange((fit.Coefficients[4] - 3e7) / fit.StandardErrors[4], -4, 4);
        Assert.InRange(fit.StandardErrors[1], 0.01, 0.03);
        Assert.Equal(fit.ResidualSumOfSquares, fit.Residuals.Sum(r => r * r), 1e-10);
        Assert.Contains("length 3", Assert.Throws<ArgumentException>(() => LinearFit.Of(a, new double[3])).Message);
    }
}
