using MlPhys.Flows;

namespace MlPhys.Turbulence.Gradients;

/// <summary>The means that homogeneity prescribes, as moments that a flow can be trained to have.</summary>
/// <remarks>
/// Betchov, J. Fluid Mech. 1, 497 (1956): ⟨Tr A²⟩ = ⟨Tr A³⟩ = 0, because both are divergences; ⟨A:A⟩ = 1 is the choice of units. These are the three constraints of
/// the density of Carbone, Peterhans, Ecker and Wilczek, PRL 133, 184001 (2024).
/// </remarks>
public static class Homogeneity
{
    /// <summary>⟨A:A⟩ = 1, ⟨Tr A²⟩ = 0 and ⟨Tr A³⟩ = 0 for the coordinates of <see cref="TraceFree"/> in Kolmogorov units.</summary>
    public static IReadOnlyList<Moment> Moments { get; } =
    [
        Moment.Of("A:A", 1, Enumerable.Range(0, TraceFree.Dimension).Select(i => MomentTerm.Of(1, i, i))),
        Moment.Of("Tr A²", 0, Trace(2)),
        Moment.Of("Tr A³", 0, Trace(3)),
    ];

    /// <summary>The trace of a power as a polynomial: coefficients are traces of products of the basis tensors.</summary>
    private static IEnumerable<MomentTerm> Trace(int power)
    {
        var basis = Enumerable.Range(0, TraceFree.Dimension).Select(Basis).ToArray();
        var count = (int)Math.Pow(TraceFree.Dimension, power);
        return from factors in Enumerable.Range(0, count).Select(n => Digits(n, power))
            let trace = Trace(factors.Select(i => basis[i]).Aggregate(Product))
            where Math.Abs(trace) > 1e-12
            group trace by string.Join(' ', factors.Order()) into same
            where Math.Abs(same.Sum()) > 1e-12
            select MomentTerm.Of(same.Sum(), same.Key.Split(' ').Select(int.Parse));
    }

    private static int[] Digits(int number, int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(d => number / (int)Math.Pow(TraceFree.Dimension, d) % TraceFree.Dimension),
        ];

    private static double[] Basis(int coordinate)
    {
        var unit = new double[1, TraceFree.Dimension];
        unit[0, coordinate] = 1;
        return TraceFree.Tensors(unit);
    }

    private static double[] Product(double[] a, double[] b) =>
        [.. Enumerable.Range(0, 9).Select(n => Enumerable.Range(0, 3).Sum(k => a[n / 3 * 3 + k] * b[3 * k + n % 3]))];

    private static double Trace(double[] a) => a[0] + a[4] + a[8];
}
