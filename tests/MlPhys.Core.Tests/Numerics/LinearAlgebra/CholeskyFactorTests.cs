using FsCheck;
using FsCheck.Fluent;
using MlPhys.Numerics.LinearAlgebra;
using MlPhys.Numerics.Random;

namespace MlPhys.Core.Tests.Numerics.LinearAlgebra;

public class CholeskyFactorTests
{
    [Fact]
    public void Solutions_solve_the_system_also_after_a_row_went_and_after_rank_one_changes() =>
        Prop.ForAll<int>(seed =>
            {
                var stream = new RandomStream(seed);
                var n = 2 + (int)stream.Integer(9);
                var a = RandomMatrices.PositiveDefinite(stream, n);
                var (factor, v) = (CholeskyFactor.Of(a), stream.Gaussians(n));
                var plain = Represents(factor, a);
                factor.Update(v);
                var updated = Represents(factor, Plus(a, v, 1));
                var downdated = factor.TryDowndate(v) && Represents(factor, a);
                var gone = (int)stream.Integer(n);
                factor.RemoveAt(gone);
                var kept = Enumerable.Range(0, n).Where(i => i != gone).ToArray();
                return plain && updated && downdated && Represents(factor, Part(a, kept));
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Rows_that_depend_on_others_are_refused_and_leave_the_factor_as_it_was()
    {
        var factor = CholeskyFactor.Of(
            new[,]
            {
                { 4.0, 2 },
                { 2, 3 },
            }
        );
        var grown = new CholeskyFactor(3);
        Assert.True(grown.TryAppend([], 4));
        Assert.True(grown.TryAppend([2], 3));
        Assert.False(grown.TryAppend([6, 5], 11));
        Assert.Equal(2, grown.Size);
        Assert.Equal(factor.L(1, 1), grown.L(1, 1), 1e-15);
        Assert.Equal(Math.Log(8), grown.LogDeterminant, 1e-12);
        Assert.False(grown.TryDowndate([2, 1]));
        Assert.Equal(Math.Log(8), grown.LogDeterminant, 1e-12);
        Assert.Contains(
            "row 1",
            Assert
                .Throws<ArgumentException>(() =>
                    CholeskyFactor.Of(
                        new[,]
                        {
                            { 1.0, 2 },
                            { 2, 1 },
                        }
                    )
                )
                .Message
        );
        Assert.Contains("length 1", Assert.Throws<ArgumentException>(() => factor.Solve(new double[1])).Message);
        Assert.Throws<InvalidOperationException>(() => factor.TryAppend([1, 1], 1));
        Assert.Throws<ArgumentOutOfRangeException>("index", () => factor.RemoveAt(2));
    }

    private static bool Represents(CholeskyFactor factor, double[,] a)
    {
        var n = a.GetLength(0);
        var deviation = 0.0;
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
            deviation = Math.Max(
                deviation,
                Math.Abs(Enumerable.Range(0, n).Sum(k => factor.L(i, k) * factor.L(j, k)) - a[i, j])
            );
        var expected = Enumerable.Range(1, n).Select(i => (double)i).ToArray();
        var x = RandomMatrices.Multiply(a, expected);
        factor.Solve(x);
        return factor.Size == n && deviation < 1e-10 && x.Zip(expected, (u, v) => Math.Abs(u - v)).Max() < 1e-5;
    }

    private static double[,] Plus(double[,] a, double[] v, double sign)
    {
        var sum = (double[,])a.Clone();
        for (var i = 0; i < v.Length; i++)
        for (var j = 0; j < v.Length; j++)
            sum[i, j] += sign * v[i] * v[j];
        return sum;
    }

    private static double[,] Part(double[,] a, int[] kept)
    {
        var part = new double[kept.Length, kept.Length];
        for (var i = 0; i < kept.Length; i++)
        for (var j = 0; j < kept.Length; j++)
            part[i, j] = a[kept[i], kept[j]];
        return part;
    }
}
