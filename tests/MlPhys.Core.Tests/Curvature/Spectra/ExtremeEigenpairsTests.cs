using MlPhys.Curvature.Operators;
using MlPhys.Curvature.Spectra;

namespace MlPhys.Core.Tests.Curvature.Spectra;

public class ExtremeEigenpairsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void The_largest_ten_have_eight_digits_after_sixty_products(int block)
    {
        var pairs = ExtremeEigenpairs
            .Of(RotatedMatrix.OfSpectrum(RotatedMatrix.InverseSquares(400)))
            .InBlocksOf(block)
            .WithTolerance(1e-12, productLimit: 60 * block)
            .WithBasisLimit(60 * block)
            .Find(10);

        for (var i = 0; i < 10; i++)
            Assert.InRange(Math.Abs(pairs.Values[i] * (i + 1) * (i + 1) - 1), 0, 1e-8);
        Assert.InRange(LeastOrthogonality(pairs.Vectors), 0, 1e-13);
    }

    [Fact]
    public void Restarts_find_what_one_long_run_finds()
    {
        var values = Enumerable.Range(0, 300).Select(i => Math.Cos(0.01 * i) - 0.4).ToArray();
        var map = RotatedMatrix.OfSpectrum(values);
        var pairs = ExtremeEigenpairs.Of(map).At(SpectrumEnd.Smallest).WithTolerance(1e-9).WithBasisLimit(24).Find(6);

        Assert.True(pairs.Converged);
        Assert.True(pairs.Restarts > 1);
        var expected = values.Order().Take(6).ToArray();
        for (var i = 0; i < 6; i++)
            Assert.Equal(expected[i], pairs.Values[i], 1e-8);
        Assert.All(pairs.Residuals, r => Assert.InRange(r, 0, 2e-9));
    }

    [Fact]
    public void The_residuals_are_true()
    {
        var map = RotatedMatrix.OfSpectrum(RotatedMatrix.InverseSquares(50));
        var pairs = ExtremeEigenpairs.Of(map).InBlocksOf(3).WithTolerance(1e-14, 21).WithBasisLimit(30).Find(5);
        for (var j = 0; j < 5; j++)
        {
            var vector = Enumerable.Range(0, 50).Select(i => pairs.Vectors[i, j]).ToArray();
            var image = map.Apply(vector);
            var residual = Math.Sqrt(image.Zip(vector, (a, v) => Math.Pow(a - pairs.Values[j] * v, 2)).Sum());
            Assert.Equal(residual, pairs.Residuals[j], 1e-12);
        }
    }

    [Fact]
    public void A_block_finds_every_copy_of_a_degenerate_eigenvalue()
    {
        double[] values = [.. Enumerable.Repeat(3.0, 4), .. Enumerable.Range(0, 46).Select(i => i / 46.0)];
        var pairs = ExtremeEigenpairs.Of(RotatedMatrix.OfSpectrum(values)).InBlocksOf(4).Find(4);
        Assert.All(pairs.Values, v => Assert.Equal(3, v, 1e-10));
    }

    [Fact]
    public void The_whole_spectrum_of_a_small_matrix_is_found()
    {
        double[] values = [5, 3, 2, 1, -4];
        var pairs = ExtremeEigenpairs.Of(RotatedMatrix.OfSpectrum(values)).InBlocksOf(2).Find(5);
        Assert.Equal([5.0, -4, 3, 2, 1], pairs.Values.Select(v => Math.Round(v, 10)));
    }

    [Fact]
    public void What_cannot_be_asked_is_refused()
    {
        var map = RotatedMatrix.OfSpectrum([1, 2, 3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => ExtremeEigenpairs.Of(map).Find(4));
        Assert.Throws<ArgumentException>(() => ExtremeEigenpairs.Of(DenseOperator.Of(new double[2, 3])));
    }

    private static double LeastOrthogonality(double[,] vectors)
    {
        var (n, k) = (vectors.GetLength(0), vectors.GetLength(1));
        var largest = 0.0;
        for (var a = 0; a < k; a++)
        for (var b = 0; b <= a; b++)
        {
            var dot = Enumerable.Range(0, n).Sum(i => vectors[i, a] * vectors[i, b]);
            largest = Math.Max(largest, Math.Abs(dot - (a == b ? 1 : 0)));
        }
        return largest;
    }
}
