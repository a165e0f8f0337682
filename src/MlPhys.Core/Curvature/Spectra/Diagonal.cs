using MlPhys.Curvature.Operators;
using MlPhys.Numerics.Random;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Spectra;

/// <summary>Stochastic estimates of the diagonal of a square operator, with standard errors.</summary>
public static class Diagonal
{
    /// <summary>The mean of z A z, entry by entry, over random signs z.</summary>
    /// <remarks>Bekas, Kokiopoulou and Saad, Appl. Numer. Math. 57, 1214 (2007).</remarks>
    /// <param name="map">A, square.</param>
    /// <param name="products">Products with A, at least 2.</param>
    /// <param name="seed">Of the test vectors.</param>
    public static VectorEstimate Hutchinson(LinearOperator map, int products, long seed)
    {
        Probes.RequireSquare(map);
        ArgumentOutOfRangeException.ThrowIfLessThan(products, 2);
        using var scope = NewDisposeScope();
        var probes = Probes.Signs(new RandomStream(seed).Split("probes"), products, map.Columns, map.Type);
        return Mean((probes * map.Multiply(probes)).to(ScalarType.Float64), products);
    }

    /// <summary>The mean over test vectors of the diagonal on the range that all others make plus Hutchinson's estimate off it.</summary>
    /// <remarks>Epperly, Tropp and Webber, SIAM J. Matrix Anal. Appl. 45, 1 (2024), section 4.</remarks>
    /// <param name="map">A, symmetric.</param>
    /// <param name="products">Products with A, at least 4; half of them make the range. At most twice the dimension are done.</param>
    /// <param name="seed">Of the test vectors.</param>
    public static VectorEstimate XDiag(LinearOperator map, int products, long seed)
    {
        Probes.RequireSquare(map);
        ArgumentOutOfRangeException.ThrowIfLessThan(products, 4);
        using var scope = NewDisposeScope();
        var count = Math.Min(products / 2, map.Columns);
        var signs = Probes.Signs(new RandomStream(seed).Split("probes"), count, map.Columns, map.Type);
        var range = LeaveOneOut.Of(map, signs);
        var onRange = (range.Basis * range.Images).sum(1);
        if (range.HoldsEverything || count == map.Columns)
            return new VectorEstimate(onRange.data<double>().ToArray(), new double[map.Columns], 2 * count);
        var left = range.Basis.mm(range.Directions);
        var right = range.Images.mm(range.Directions);
        var estimates = Enumerable
            .Range(0, count)
            .Select(i =>
            {
                var lost = left.select(1, i);
                var gain = range.Directions.select(1, i).dot(range.Factor(i));
                return onRange - lost * right.select(1, i) + signs[i].to(ScalarType.Float64) * lost * gain;
            })
            .ToArray();
        return Mean(stack(estimates, 0), 2 * count);
    }

    private static VectorEstimate Mean(Tensor rows, int products) =>
        new(
            rows.mean([0L]).data<double>().ToArray(),
            (rows.std(0) / Math.Sqrt(rows.shape[0])).data<double>().ToArray(),
            products
        );
}
