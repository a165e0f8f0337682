using MlPhys.Numerics.Random;

namespace MlPhys.Core.Tests.Numerics.LinearAlgebra;

/// <summary>Random matrices for tests.</summary>
internal static class RandomMatrices
{
    public static double[,] Gaussian(RandomStream stream, int rows, int columns)
    {
        var matrix = new double[rows, columns];
        for (var i = 0; i < rows; i++)
        for (var j = 0; j < columns; j++)
            matrix[i, j] = stream.Gaussian();
        return matrix;
    }

    public static double[,] PositiveDefinite(RandomStream stream, int n)
    {
        var g = Gaussian(stream, n, n + 3);
        var matrix = new double[n, n];
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
        for (var k = 0; k < n + 3; k++)
            matrix[i, j] += g[i, k] * g[j, k];
        return matrix;
    }

    public static double[] Multiply(double[,] matrix, double[] x) =>
        [.. Enumerable.Range(0, matrix.GetLength(0)).Select(i => x.Select((v, j) => matrix[i, j] * v).Sum())];
}
