using MlPhys.LocalLearning;

namespace MlPhys.Core.Tests.LocalLearning;

public class MatrixProductTests
{
    [Theory]
    [InlineData(8, 32, 256)]
    [InlineData(3, 5, 7)]
    [InlineData(21, 67, 300)]
    [InlineData(100, 10, 784)]
    public void It_adds_the_product_whichever_way_the_second_factor_lies(int rows, int columns, int inner)
    {
        var random = new Random(rows);
        var (a, b) = (Random(random, rows * inner), Random(random, inner * columns));
        var transposed = new float[b.Length];
        for (var k = 0; k < inner; k++)
        for (var j = 0; j < columns; j++)
            transposed[j * inner + k] = b[k * columns + j];
        var start = Random(random, rows * columns);
        var (one, other) = ((float[])start.Clone(), (float[])start.Clone());

        new MatrixProduct().Add(a, inner, b, columns, 1, one, columns, 0, rows);
        new MatrixProduct().Add(a, inner, transposed, 1, inner, other, columns, 0, rows);

        Assert.Equal(one, other);
        for (var i = 0; i < rows; i++)
        for (var j = 0; j < columns; j++)
        {
            var exact = (double)start[i * columns + j];
            for (var k = 0; k < inner; k++)
                exact += (double)a[i * inner + k] * b[k * columns + j];
            Assert.Equal(exact, one[i * columns + j], 1e-4);
        }
    }

    [Fact]
    public void Splitting_the_rows_leaves_every_bit()
    {
        var random = new Random(5);
        var (a, b) = (Random(random, 90 * 500), Random(random, 500 * 70));
        var (whole, split) = (new float[90 * 70], new float[90 * 70]);
        new MatrixProduct().Add(a, 500, b, 70, 1, whole, 70, 0, 90);
        foreach (var (first, end) in new[] { (0, 13), (13, 40), (40, 90) })
            new MatrixProduct().Add(a, 500, b, 70, 1, split, 70, first, end);
        Assert.Equal(whole, split);
    }

    private static float[] Random(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
}
