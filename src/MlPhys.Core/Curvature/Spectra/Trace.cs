using MlPhys.Curvature.Operators;
using MlPhys.Numerics.Random;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Spectra;

/// <summary>Stochastic estimates of the trace of a square operator, with standard errors.</summary>
public static class Trace
{
    /// <summary>The mean of z^T A z over random signs z.</summary>
    /// <remarks>Hutchinson, Commun. Stat. Simul. 18, 1059 (1989). Exact by accident for diagonal matrices.</remarks>
    /// <param name="map">A, square.</param>
    /// <param name="products">Products with A, at least 2.</param>
    /// <param name="seed">Of the test vectors.</param>
    public static Estimate Hutchinson(LinearOperator map, int products, long seed)
    {
        Check(map, products, 2);
        using var scope = NewDisposeScope();
        var probes = Probes.Signs(new RandomStream(seed).Split("probes"), products, map.Columns, map.Type);
        return Mean(Forms(probes, map.Multiply(probes)), 0, products);
    }

    /// <summary>The exact trace on a random range of A plus Hutchinson's estimate off it.</summary>
    /// <remarks>Meyer, Musco, Musco and Woodruff, SOSA 2021: a third of the products for the range, a third on it, a third off it.</remarks>
    /// <param name="map">A, symmetric.</param>
    /// <param name="products">Products with A, at least 6.</param>
    /// <param name="seed">Of the test vectors.</param>
    public static Estimate HutchPlusPlus(LinearOperator map, int products, long seed)
    {
        Check(map, products, 6);
        using var scope = NewDisposeScope();
        var stream = new RandomStream(seed);
        var third = Math.Min(products / 3, map.Columns);
        var sketch = map.Multiply(Probes.Signs(stream.Split("range"), third, map.Columns, map.Type));
        var (basis, _) = linalg.qr(sketch.to(ScalarType.Float64).t().contiguous());
        var onRange = Forms(basis.t(), map.Multiply(basis.t().to(map.Type).contiguous())).sum().item<double>();
        var count = products - 2 * third;
        var probes = Probes.Signs(stream.Split("rest"), count, map.Columns, ScalarType.Float64);
        var off = probes - probes.mm(basis).mm(basis.t());
        return Mean(Forms(off, map.Multiply(off.to(map.Type))), onRange, products);
    }

    /// <summary>The mean over test vectors of the estimate that uses all others for the range: unbiased and exchangeable.</summary>
    /// <remarks>Epperly, Tropp and Webber, SIAM J. Matrix Anal. Appl. 45, 1 (2024), with spherical vectors and the normalisation of section 2.3.</remarks>
    /// <param name="map">A, symmetric.</param>
    /// <param name="products">Products with A, at least 4; half of them make the range. At most twice the dimension are done.</param>
    /// <param name="seed">Of the test vectors.</param>
    public static Estimate XTrace(LinearOperator map, int products, long seed)
    {
        Check(map, products, 4);
        using var scope = NewDisposeScope();
        var count = Math.Min(products / 2, map.Columns);
        var range = LeaveOneOut.Of(
            map,
            Probes.Spherical(new RandomStream(seed).Split("probes"), count, map.Columns, map.Type)
        );
        var total = range.Restricted.trace().item<double>();
        if (range.HoldsEverything || count == map.Columns)
            return new Estimate(total, 0, 2 * count);
        var estimates = Enumerable.Range(0, count).Select(i => total + range.TraceCorrection(i)).ToArray();
        return Mean(tensor(estimates), 0, 2 * count);
    }

    private static Tensor Forms(Tensor probes, Tensor products) =>
        (probes.to(ScalarType.Float64) * products.to(ScalarType.Float64)).sum(1);

    private static Estimate Mean(Tensor values, double offset, int products)
    {
        var count = values.shape[0];
        var error = count > 1 ? values.std().item<double>() / Math.Sqrt(count) : double.NaN;
        return new Estimate(offset + values.mean().item<double>(), error, products);
    }

    private static void Check(LinearOperator map, int products, int least)
    {
        Probes.RequireSquare(map);
        ArgumentOutOfRangeException.ThrowIfLessThan(products, least);
    }
}
