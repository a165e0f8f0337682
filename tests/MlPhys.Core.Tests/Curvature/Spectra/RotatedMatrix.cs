using MlPhys.Curvature.Operators;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Curvature.Spectra;

/// <summary>Symmetric matrices of a known spectrum, in a random basis.</summary>
internal static class RotatedMatrix
{
    public static double[] InverseSquares(int n) => [.. Enumerable.Range(1, n).Select(i => 1.0 / ((double)i * i))];

    public static DenseOperator OfSpectrum(double[] values)
    {
        var n = values.Length;
        var (q, _) = linalg.qr(CurvatureCases.Gaussian(21, n, n));
        var matrix = (q * tensor(values)).mm(q.t());
        matrix = (matrix + matrix.t()) * 0.5;
        var entries = new double[n, n];
        Buffer.BlockCopy(matrix.data<double>().ToArray(), 0, entries, 0, sizeof(double) * n * n);
        return DenseOperator.Of(entries);
    }
}
