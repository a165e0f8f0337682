using MlPhys.Display;
using MlPhys.Numerics.Random;
using MlPhys.Turbulence.Gradients;

namespace MlPhys.Turbulence.Statistics;

/// <summary>Single-time statistics of velocity gradients with errors by the bootstrap over blocks of time.</summary>
/// <remarks>
/// Moments over all directions are means over the sphere of each tensor, exact by quadrature, so that the anisotropy of a forcing averages out.
/// Lund and Rogers, Phys. Fluids 6, 1838 (1994) (s*); Ashurst et al., Phys. Fluids 30, 2343 (1987) (β, alignments); Betchov, J. Fluid Mech. 1, 497 (1956).
/// </remarks>
[TypeFormatterSource(MimeType.Html, MimeType.Text)]
public sealed partial record GradientStatistics : IDisplayable
{
    private GradientStatistics(StatisticRow[] rows) => Rows = rows;

    /// <summary>All statistics with errors.</summary>
    public StatisticRow[] Rows { get; }

    /// <summary>Number of tensors.</summary>
    public int Count { get; private init; }

    /// <summary>Density of A11, A22, A33 together over their root mean square.</summary>
    public Density Longitudinal { get; private init; } = new("", [], [], []);

    /// <summary>Density of the other six components together over their root mean square.</summary>
    public Density Transverse { get; private init; } = new("", [], [], []);

    /// <summary>Density of s*.</summary>
    public Density Shape { get; private init; } = new("", [], [], []);

    /// <summary>Densities of |cos| between the vorticity and the most extending, the middle and the most compressing axis of the strain.</summary>
    public Density[] Alignments { get; private init; } = [];

    /// <summary>Density of the logarithm ln(Tr S²/⟨Tr S²⟩) of the dissipation.</summary>
    public Density Dissipation { get; private init; } = new("", [], [], []);

    /// <summary>Density of the logarithm ln(|ω|²/⟨|ω|²⟩) of the enstrophy.</summary>
    public Density Enstrophy { get; private init; } = new("", [], [], []);

    /// <summary>Joint density of Q and R.</summary>
    public JointDensity Invariants { get; private init; } = new([], [], new double[0, 0]);

    /// <summary>Measures a set.</summary>
    /// <param name="data">The gradients.</param>
    /// <param name="blocks">Blocks for the errors; each should last several turnover times, or at least be far more than a Kolmogorov time.</param>
    /// <param name="resamples">Resamples of the bootstrap.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <exception cref="ArgumentException">There are fewer times and trajectories than blocks.</exception>
    public static GradientStatistics Of(VelocityGradients data, int blocks = 25, int resamples = 400, long seed = 1)
    {
        var plan = new BlockPlan(data, blocks);
        var tally = new GradientTally(plan.Count, VelocityGradients.KolmogorovTimeOf(data.Values));
        for (var n = 0; n < data.Count; n++)
            tally.Add(plan.Of(n), data.Values.AsSpan(9 * n, 9));
        RandomStream Stream() => new(seed);
        return new GradientStatistics(StatisticList.Rows(tally.Sums.Total, tally.Sums.Resampled(Stream(), resamples)))
        {
            Count = data.Count,
            Longitudinal = tally.Longitudinal.Estimate(Stream(), resamples),
            Transverse = tally.Transverse.Estimate(Stream(), resamples),
            Shape = tally.Shape.Estimate(Stream(), resamples),
            Alignments = [.. tally.Alignments.Select(a => a.Estimate(Stream(), resamples))],
            Dissipation = tally.Dissipation.Estimate(Stream(), resamples),
            Enstrophy = tally.Enstrophy.Estimate(Stream(), resamples),
            Invariants = tally.Invariants(data.Count),
        };
    }

    /// <summary>A statistic by its name.</summary>
    /// <exception cref="ArgumentException">No such statistic; says which there are.</exception>
    public StatisticRow Row(string name) =>
        Rows.FirstOrDefault(r => r.Name == name)
        ?? throw new ArgumentException(
            $"no statistic '{name}'; there are {string.Join(", ", Rows.Select(r => r.Name))}",
            nameof(name)
        );

    /// <summary>The rows as a table.</summary>
    public DisplayBundle ToDisplay() => Table.Of(Rows).WithPreview(Rows.Length).ToDisplay();

    /// <summary>The table as HTML.</summary>
    public string ToHtml() => ToDisplay().ToHtml();
}
