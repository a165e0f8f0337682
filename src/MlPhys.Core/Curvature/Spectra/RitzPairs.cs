using MlPhys.Numerics.LinearAlgebra;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Spectra;

/// <summary>The Ritz pairs of a Krylov space, those asked for first.</summary>
internal sealed record RitzPairs(double[] Values, double[] Residuals, double[,] Components)
{
    public static RitzPairs Of(double[,] projected, int size, double[,] coupling, SpectrumEnd end)
    {
        var matrix = new double[size, size];
        for (var i = 0; i < size; i++)
        for (var j = 0; j < size; j++)
            matrix[i, j] = (projected[i, j] + projected[j, i]) / 2;
        var eigen = SymmetricEigen.Of(matrix);
        var order = Enumerable
            .Range(0, size)
            .OrderByDescending(i =>
                end switch
                {
                    SpectrumEnd.Largest => eigen.Values[i],
                    SpectrumEnd.Smallest => -eigen.Values[i],
                    _ => Math.Abs(eigen.Values[i]),
                }
            )
            .ToArray();
        var components = new double[size, size];
        for (var i = 0; i < size; i++)
        for (var j = 0; j < size; j++)
            components[i, j] = eigen.Vectors[i, order[j]];
        return new RitzPairs(
            [.. order.Select(i => eigen.Values[i])],
            [.. order.Select((_, j) => Residual(components, j, coupling))],
            components
        );
    }

    public bool AreFound(int count, double tolerance)
    {
        var size = Values.Max(Math.Abs);
        return Residuals.Take(count).All(r => r <= tolerance * size);
    }

    /// <summary>Coefficients of the first Ritz vectors in the basis [count, size].</summary>
    public Tensor Combinations(int count) => tensor(Components).narrow(1, 0, count).t().contiguous();

    private static double Residual(double[,] components, int pair, double[,] coupling)
    {
        var (rows, columns) = (coupling.GetLength(0), coupling.GetLength(1));
        var start = components.GetLength(0) - columns;
        var sum = 0.0;
        for (var i = 0; i < rows; i++)
        {
            var entry = 0.0;
            for (var j = 0; j < columns; j++)
                entry += coupling[i, j] * components[start + j, pair];
            sum += entry * entry;
        }
        return Math.Sqrt(sum);
    }
}
