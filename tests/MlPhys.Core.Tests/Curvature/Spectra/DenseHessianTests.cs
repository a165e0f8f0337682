using MlPhys.Core.Tests.Curvature.Operators;
using MlPhys.Curvature.Operators;
using MlPhys.Curvature.Spectra;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Curvature.Spectra;

public class DenseHessianTests
{
    public static TheoryData<string> Networks => [.. CurvatureCases.Names];

    [Theory]
    [MemberData(nameof(Networks))]
    public void It_is_the_matrix_of_the_products(string network)
    {
        var objective = CurvatureCases.Of(network);
        using var hessian = DenseHessian.Of(objective.InBatches(5));
        using var gaussNewton = DenseHessian.OfGaussNewton(objective);

        Assert.InRange(Difference(hessian, Hessian.Of(objective)), 0, 1e-13);
        Assert.InRange(Difference(gaussNewton, GaussNewton.Of(objective)), 0, 1e-13);
        Assert.InRange(hessian.Asymmetry, 0, 1e-13);
    }

    [Fact]
    public void Eigenvalues_in_two_stages_are_those_in_one()
    {
        var a = CurvatureCases.Gaussian(1, 1100, 1100);
        using var matrix = a + a.t();
        var expected = linalg.eigvalsh(matrix).data<double>().ToArray();
        var found = SymmetricSpectrum.Values(matrix);
        Assert.True(LapackLibrary.IsPresent);
        Assert.InRange(found.Zip(expected, (x, y) => Math.Abs(x - y)).Max(), 0, 1e-10);
    }

    [Fact]
    public void A_matrix_beyond_the_budget_is_refused_with_the_numbers()
    {
        var objective = CurvatureCases.Of("convolution, cross-entropy");
        var refused = Assert.Throws<InvalidOperationException>(() =>
            DenseHessian.Of(objective, new MemoryBudget(1000))
        );
        Assert.Contains("the matrix of 47 parameters needs", refused.Message);
    }

    private static double Difference(DenseHessian matrix, LinearOperator map)
    {
        var dense = map.ToDense();
        var entries = new double[matrix.Matrix.shape[0], matrix.Matrix.shape[1]];
        for (var i = 0; i < entries.GetLength(0); i++)
        for (var j = 0; j < entries.GetLength(1); j++)
            entries[i, j] = matrix.Matrix[i, j].item<double>();
        return DenseCurvature.LargestDifference(dense, entries);
    }
}
