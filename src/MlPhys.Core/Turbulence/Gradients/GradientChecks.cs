using MlPhys.Turbulence.Statistics;

namespace MlPhys.Turbulence.Gradients;

/// <summary>Checks of incompressibility, homogeneity, isotropy and units.</summary>
public static class GradientChecks
{
    private const double LargestTrace = 0.3;
    private const double LargestUnitRatio = 3;

    /// <summary>Checks a set; what does not hold is a warning with numbers, what cannot be is refused.</summary>
    /// <remarks>Betchov, J. Fluid Mech. 1, 497 (1956): ⟨Tr A²⟩ = ⟨Tr A³⟩ = 0 in a homogeneous flow.</remarks>
    /// <param name="data">The gradients.</param>
    /// <param name="blocks">Blocks for the errors.</param>
    /// <exception cref="InvalidDataException">The trace is no round-off (rms above 0.3 of ⟨A:A⟩^(1/2)), or gradients and Kolmogorov time are in different units.</exception>
    public static GradientCheck[] Checks(this VelocityGradients data, int blocks = 10)
    {
        var plan = new BlockPlan(data, blocks);
        var sums = new BlockSums(blocks, AxisSums.Count);
        for (var n = 0; n < data.Count; n++)
            AxisSums.Add(data.Values.AsSpan(9 * n, 9), sums[plan.Of(n)]);
        var (total, resampled) = (sums.Total, sums.Resampled(new Numerics.Random.RandomStream(1), 400));
        GradientCheck Check(string name, Func<double[], double> of, double expected, double limit) =>
            new(name, of(total), BlockSums.Error(resampled, of), expected, limit);
        var trace = Check("rms trace over <A:A>^(1/2)", AxisSums.Trace, 0, 1e-3);
        if (trace.Value > LargestTrace)
            throw new InvalidDataException(
                $"the rms trace is {trace.Value:G3} of <A:A>^(1/2), expected 0: not the gradient of an incompressible flow, or components in another order"
            );
        var units = Check(
            "<A:A>^(1/2) times the Kolmogorov time",
            s => data.Scales.KolmogorovTime * Math.Sqrt(AxisSums.Square(s)),
            1,
            0.1
        );
        if (units.Value is > LargestUnitRatio or < 1 / LargestUnitRatio)
            throw new InvalidDataException(
                $"<A:A>^(1/2) times the Kolmogorov time {data.Scales.KolmogorovTime:G4} is {units.Value:G4}, expected 1: gradients and Kolmogorov time are in different units"
            );
        return
        [
            trace,
            units,
            Check("<Tr A²>/<A:A>", AxisSums.TraceSquare, 0, 0.01),
            Check("<Tr A³>/<A:A>^1.5", AxisSums.TraceCube, 0, 0.01),
            Check("largest |<A_ij>| over <A:A>^(1/2)", AxisSums.LargestMean, 0, 0.02),
            .. Enumerable
                .Range(0, 3)
                .Select(i => Check($"15 <A{i + 1}{i + 1}²>/<A:A>", s => AxisSums.Component(s, 4 * i) * 15, 1, 0.05)),
            .. ((int[])[1, 2, 3, 5, 6, 7]).Select(c =>
                Check($"7.5 <A{c / 3 + 1}{c % 3 + 1}²>/<A:A>", s => AxisSums.Component(s, c) * 7.5, 1, 0.05)
            ),
        ];
    }

    /// <summary>The checks that fail, as warnings with numbers; none where all hold.</summary>
    /// <param name="data">The gradients.</param>
    /// <param name="blocks">Blocks for the errors.</param>
    /// <exception cref="InvalidDataException">As for <see cref="Checks"/>.</exception>
    public static string[] Warnings(this VelocityGradients data, int blocks = 10) =>
        [.. data.Checks(blocks).Where(c => !c.IsMet).Select(c => $"{c}")];
}
