using MlPhys.Figures;

namespace MlPhys.Turbulence.Statistics;

/// <content>The figures of the field.</content>
public sealed partial record GradientStatistics
{
    /// <summary>Components, invariants, shape of the strain, alignments, dissipation and enstrophy.</summary>
    public Figure Figure() =>
        Figures.Figure.Grid(
            "Velocity gradients",
            3,
            [ComponentFigure(), Invariants.Figure(), ShapeFigure(), AlignmentFigure(), IntensityFigure()]
        );

    /// <summary>Densities of longitudinal and transverse components beside a Gaussian.</summary>
    public Figure ComponentFigure() =>
        Drawn("Components", "A_{ij}/\\langle A_{ij}^2\\rangle^{1/2}", [Longitudinal, Transverse], log: true)
            .WithLine(
                Longitudinal.Centres.Where(x => Math.Abs(x) < 5),
                Longitudinal
                    .Centres.Where(x => Math.Abs(x) < 5)
                    .Select(x => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI)),
                "Gaussian",
                "#888888",
                1.5,
                dashed: true
            );

    /// <summary>Density of the shape s* of the strain; 1/2 for a Gaussian.</summary>
    public Figure ShapeFigure() =>
        Drawn("Shape of the strain", "s*", [Shape], log: false).WithHorizontalLine(0.5, "Gaussian", "#888888");

    /// <summary>Densities of |cos| between vorticity and the axes of the strain; 1 for a Gaussian.</summary>
    public Figure AlignmentFigure() =>
        Drawn("Alignment of the vorticity", "|cos(\\omega, e_i)|", Alignments, log: false)
            .WithHorizontalLine(1, color: "#888888");

    /// <summary>Densities of the logarithms of dissipation and enstrophy.</summary>
    public Figure IntensityFigure() =>
        Drawn("Dissipation and enstrophy", "ln(x/\\langle x\\rangle)", [Dissipation, Enstrophy], log: true);

    private static Figure Drawn(string title, string label, Density[] densities, bool log)
    {
        var figure = Figures.Figure.Titled(title).WithXAxis(label).WithYAxis("density", log);
        for (var d = 0; d < densities.Length; d++)
        {
            var (density, color) = (densities[d], Palette.Colors[d]);
            int[] seen = [.. Enumerable.Range(0, density.Values.Length).Where(i => !log || density.Values[i] > 0)];
            figure = figure
                .WithBand(
                    seen.Select(i => density.Centres[i]),
                    seen.Select(i => Lower(density, i, log)),
                    seen.Select(i => density.Values[i] + density.StandardErrors[i]),
                    color: color
                )
                .WithLine(
                    seen.Select(i => density.Centres[i]),
                    seen.Select(i => density.Values[i]),
                    density.Name,
                    color
                );
        }
        return figure;
    }

    private static double Lower(Density density, int i, bool log)
    {
        var lower = density.Values[i] - density.StandardErrors[i];
        return log ? Math.Max(lower, density.Values[i] / 10) : lower;
    }
}
