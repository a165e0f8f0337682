using MlPhys.SparseIdentification;
using MlPhys.SparseIdentification.Derivatives;
using MlPhys.SparseIdentification.Dynamics;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Gram;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Solvers;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.Core.Tests.SparseIdentification;

/// <summary>Every solver under one contract, and each against what it promises.</summary>
public class SolverTests
{
    public static TheoryData<string> Names =>
        ["STLSQ", "STLSQ 0.02", "SR3", "SR3 l1", "SSR", "FROLS", "best subset", "ARD"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_finds_the_planted_columns(string name)
    {
        var (system, truth) = Planted(seed: 3, columns: 15, noise: 0.05);
        var fit = Named(name).Solve(system);

        Assert.Equal([2, 7, 11], fit.Support);
        foreach (var j in fit.Support)
            Assert.Equal(truth[j], fit.Coefficients[j], 0.05);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Units_of_columns_do_not_matter(string name)
    {
        var (system, _) = Planted(seed: 4, columns: 12, noise: 0.05);
        var scaled = Scaled(system, j => Math.Pow(10, j % 7 - 3));
        var (fit, other) = (Named(name).Solve(system), Named(name).Solve(scaled));

        Assert.Equal(fit.Support, other.Support);
        foreach (var j in fit.Support)
            Assert.Equal(1, other.Coefficients[j] * Math.Pow(10, j % 7 - 3) / fit.Coefficients[j], 1e-6);
    }

    [Fact]
    public void Best_subsets_are_those_of_exhaustive_search()
    {
        var (system, _) = Planted(seed: 5, columns: 10, noise: 2);
        for (var size = 1; size <= 4; size++)
        {
            var best = Subsets(10, size).Min(s => system.Fit(s).Rss);
            var (fit, nodes) = BestSubset.OfSize(system, size);
            Assert.Equal(best, fit.Rss, 1e-9 * best);
            Assert.InRange(nodes, 1, 1 << 10);
        }
    }

    [Fact]
    public void The_backward_path_is_that_of_new_factors_at_each_step()
    {
        var (system, _) = Planted(seed: 8, columns: 20, noise: 0.5);
        var path = BackwardElimination.Of(system);
        foreach (var (steps, fit) in new SubsetSearch(system, (_, _) => 0).BackwardPath().Index())
        {
            Assert.Equal(fit.Support, path.Left(steps));
            Assert.Equal(fit.Rss, path.Rss[steps], 1e-10 * system.TotalSquares);
        }
    }

    [Fact]
    public void The_cost_of_removal_is_the_rise_of_the_residual()
    {
        var (system, _) = Planted(seed: 6, columns: 8, noise: 1);
        var fit = system.Fit([0, 2, 5, 7]);
        var costs = fit.CostsOfRemoval();
        for (var i = 0; i < 4; i++)
        {
            int[] rest = [.. fit.Support.Where((_, k) => k != i)];
            Assert.Equal(system.Fit(rest).Rss - fit.Rss, costs[i], 1e-8 * system.TotalSquares);
        }
    }

    [Fact]
    public void One_pass_gives_the_same_bits_on_two_threads()
    {
        var columns = Enumerable.Range(0, 3).Select(j => Recipe.Normals((ulong)j).Take(200_000).ToArray()).ToArray();
        var bodies = Library.Polynomial(2).Candidates(2).Select(c => c.Body).ToArray();
        var (one, two) = (new GramAccumulator(bodies, 1), new GramAccumulator(bodies, 1));
        one.Add(columns[..2], columns[2..], threads: 1);
        two.Add(columns[..2], columns[2..], threads: 2);

        Assert.Equal(one.System(0).Matrix, two.System(0).Matrix);
        var direct = columns[0].Zip(columns[1], (x, y) => x * y * (x * y)).Sum();
        Assert.Equal(direct, one.System(0).Matrix[4, 4], 1e-9 * direct);
    }

    [Fact]
    public void Clean_Lorenz_is_found_by_regression_and_by_the_weak_form()
    {
        var system = DynamicsCase.Lorenz;
        var request = SparseModel.For(system.Trajectories(0, 0)).WithLibrary(system.Library);
        Method[] methods =
        [
            Method.Regression(Derivative.FiniteDifference(6), Solver.Stlsq(0.005)),
            Method.Weak(50, solver: Solver.Ssr()),
            Method.Weak(50, solver: Solver.BestSubset(5)),
        ];
        foreach (var method in methods)
        {
            var law = request.WithMethod(method).Fit();
            Assert.True(system.IsExact(law), $"{method}: {law}");
            Assert.InRange(system.Error(law), 0, 1e-6);
        }
    }

    [Fact]
    public void Collinear_terms_are_named()
    {
        var times = Enumerable.Range(0, 200).Select(i => 0.01 * i).ToArray();
        var circle = Trajectory.At(times).With("x", times.Select(Math.Cos)).With("y", times.Select(Math.Sin));
        var error = Assert.Throws<InvalidOperationException>(() =>
            SparseModel.For(circle).WithMethod(Method.Regression()).WithLibrary(Library.Polynomial(2)).Fit()
        );
        Assert.Equal("'y^2' is a combination of '1', 'x^2' on the data", error.Message);
    }

    private static Solver Named(string name) =>
        name switch
        {
            "STLSQ" => Solver.Stlsq(),
            "STLSQ 0.02" => Solver.Stlsq(0.1),
            "SR3" => Solver.Sr3(),
            "SR3 l1" => Solver.Sr3(0.1, soft: true),
            "SSR" => Solver.Ssr(),
            "FROLS" => Solver.Frols(),
            "best subset" => Solver.BestSubset(4),
            _ => Solver.Ard(),
        };

    private static (GramSystem System, double[] Truth) Planted(int seed, int columns, double noise)
    {
        const int rows = 400;
        var normals = Recipe.Normals((ulong)seed).Take(rows * (columns + 1)).ToArray();
        var x = Enumerable.Range(0, columns).Select(j => normals[(j * rows)..((j + 1) * rows)]).ToArray();
        for (var j = 1; j < columns; j++)
        for (var i = 0; i < rows; i++)
            x[j][i] = 0.6 * x[j][i] + 0.4 * x[j - 1][i];
        var truth = new double[columns];
        (truth[2], truth[7]) = (1.5, -0.8);
        if (columns > 11)
            truth[11] = 0.6;
        double[] y =
        [
            .. Enumerable
                .Range(0, rows)
                .Select(i => noise * normals[columns * rows + i] + x.Select((c, j) => c[i] * truth[j]).Sum()),
        ];
        var sums = new GramAccumulator([.. Enumerable.Range(0, columns).Select(Formula.Variable)], 1);
        sums.Add(x, [y]);
        return (sums.System(0), truth);
    }

    private static GramSystem Scaled(GramSystem system, Func<int, double> factor)
    {
        var matrix = new double[system.Count, system.Count];
        for (var i = 0; i < system.Count; i++)
        for (var j = 0; j < system.Count; j++)
            matrix[i, j] = system.Matrix[i, j] * factor(i) * factor(j);
        return system with { Matrix = matrix, Right = [.. system.Right.Select((b, j) => b * factor(j))] };
    }

    private static IEnumerable<int[]> Subsets(int n, int size) =>
        Enumerable
            .Range(0, 1 << n)
            .Where(mask => int.PopCount(mask) == size)
            .Select(mask => Enumerable.Range(0, n).Where(j => (mask >> j & 1) == 1).ToArray());
}
