using FsCheck;
using FsCheck.Fluent;
using MlPhys.Numerics.LinearAlgebra;
using MlPhys.Numerics.Random;

namespace MlPhys.Core.Tests.Numerics.LinearAlgebra;

public class PivotedQrTests
{
    [Fact]
    public void Q_times_R_is_the_matrix_with_permuted_columns() =>
        Prop.ForAll<int>(seed =>
            {
                var stream = new RandomStream(seed);
                var (n, extra) = (1 + (int)stream.Integer(8), (int)stream.Integer(6));
                var matrix = RandomMatrix(stream, n + extra, n);
                var qr = new PivotedQr(matrix);
                return Enumerable.Range(0, n).All(j => Deviation(matrix, qr, j) < 1e-13 * n * 10);
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Diagonal_entries_of_R_fall_and_the_rank_of_a_product_is_its_inner_dimension()
    {
        var stream = new RandomStream(3);
        var (left, right) = (RandomMatrix(stream, 30, 4), RandomMatrix(stream, 4, 9));
        var product = new double[30, 9];
        for (var i = 0; i < 30; i++)
        for (var j = 0; j < 9; j++)
        for (var k = 0; k < 4; k++)
            product[i, j] += left[i, k] * right[k, j];
        var qr = new PivotedQr(product);
        Assert.Equal(4, qr.Rank());
        var diagonal = Enumerable.Range(0, 9).Select(i => Math.Abs(qr.R(i, i))).ToArray();
        Assert.Equal(diagonal.OrderDescending(), diagonal);
    }

    [Fact]
    public void The_zero_matrix_has_rank_0() => Assert.Equal(0, new PivotedQr(new double[5, 3]).Rank());

    [Fact]
    public void Bad_matrices_and_vectors_are_refused()
    {
        Assert.Contains("2 x 3", Assert.Throws<ArgumentException>(() => new PivotedQr(new double[2, 3])).Message);
        var infinite = new double[,]
        {
            { 1 },
            { double.PositiveInfinity },
        };
        Assert.Contains("[1, 0]", Assert.Throws<ArgumentException>(() => new PivotedQr(infinite)).Message);
        Assert.Throws<ArgumentException>(() => new PivotedQr(new double[3, 2]).ApplyQ(new double[2]));
    }

    private static double Deviation(double[,] matrix, PivotedQr qr, int j)
    {
        var column = new double[qr.Rows];
        for (var i = 0; i < qr.Columns; i++)
            column[i] = qr.R(i, j);
        qr.ApplyQ(column);
        return column.Select((v, i) => Math.Abs(v - matrix[i, qr.Pivot[j]])).Max();
    }

    private static double[,] RandomMatrix(RandomStream stream, int rows, int columns)
    {
        var matrix = new double[rows, columns];
        for (var i = 0; i < rows; i++)
        for (var j = 0; j < columns; j++)
            matrix[i, j] = stream.Gaussian();
        return matrix;
    }
}
