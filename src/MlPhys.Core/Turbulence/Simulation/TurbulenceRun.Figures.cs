using MlPhys.Data;
using MlPhys.Display;
using MlPhys.Figures;

namespace MlPhys.Turbulence.Simulation;

/// <content>Figures and files.</content>
[TypeFormatterSource(MimeType.Html, MimeType.Text)]
public sealed partial record TurbulenceRun : IDisplayable
{
    /// <summary>Energy budget, Reynolds number, spectrum and derivative skewness.</summary>
    public Figure Figure() =>
        Figures.Figure.Grid(
            "Isotropic turbulence",
            2,
            [BudgetFigure(), HistoryFigure("Re_\\lambda", s => s.ReynoldsLambda), SpectrumFigure(), SkewnessFigure()]
        );

    /// <summary>Dissipation and the power of the forcing.</summary>
    public Figure BudgetFigure()
    {
        var figure = HistoryFigure("dissipation", s => s.Dissipation);
        return figure
            .WithLine(Samples.Skip(1).Select(s => s.Time), Samples.Skip(1).Select(s => s.Injection), "injection")
            .WithYAxis("power");
    }

    /// <summary>Mean spectrum after the spin-up in Kolmogorov units, beside k^(-5/3).</summary>
    public Figure SpectrumFigure()
    {
        var (eta, scale) = (Scales.KolmogorovLength, Scales.Dissipation);
        int[] shells = [.. Enumerable.Range(1, Spectrum.Length - 1).Where(k => Spectrum[k] > 0)];
        var unit = Math.Pow(scale, 2.0 / 3) * Math.Pow(eta, 5.0 / 3);
        return Figures
            .Figure.Titled("Energy spectrum")
            .WithXAxis("k \\eta", log: true)
            .WithYAxis("E / (\\epsilon^{2/3} \\eta^{5/3})", log: true)
            .WithLine(shells.Select(k => k * eta), shells.Select(k => Spectrum[k] / unit), "simulation")
            .WithLine(
                shells.Select(k => k * eta),
                shells.Select(k => 1.6 * Math.Pow(k * eta, -5.0 / 3)),
                "1.6 (k \\eta)^{-5/3}",
                "#888888",
                1.5,
                dashed: true
            );
    }

    /// <summary>Skewness of the velocity derivative over time, of the axes and over all directions.</summary>
    public Figure SkewnessFigure() =>
        HistoryFigure("along the axes", s => s.Skewness)
            .WithLine(Samples.Select(s => s.Time), Samples.Select(s => s.StrainSkewness), "over all directions")
            .WithYAxis("skewness of \\partial u/\\partial x");

    /// <summary>Writes u, v and w at the end as NPY files of shape (N, N, N), float32: u.npy, v.npy, w.npy.</summary>
    /// <param name="folder">Folder; made where it is missing.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void SaveVelocity(string folder)
    {
        for (var i = 0; i < 3; i++)
            Npy.Write(Path.Combine(folder, $"{"uvw"[i]}.npy"), Velocity[i]);
    }

    /// <summary>Mean scales after the spin-up as text.</summary>
    public override string ToString()
    {
        var last = Stationary[^1];
        return FormattableString.Invariant(
            $"{Velocity[0].GetLength(0)}³ points, t = {last.Time:G5}: Re_lambda {Scales.ReynoldsLambda:F2}, tau_eta {Scales.KolmogorovTime:F4}, k_max eta {Stationary.Average(s => s.Resolution):F2}, L/u' {Stationary.Average(s => s.TurnoverTime):F2}, skewness {Stationary.Average(s => s.StrainSkewness):F3}"
        );
    }

    /// <summary>The samples as a table.</summary>
    public DisplayBundle ToDisplay() => Table.Of(Samples).WithTitle(ToString()).WithPreview(4).ToDisplay();

    /// <summary>The table as HTML.</summary>
    public string ToHtml() => ToDisplay().ToHtml();

    private Figure HistoryFigure(string name, Func<FlowSample, double> value) =>
        Figures
            .Figure.Titled("")
            .WithXAxis("time")
            .WithYAxis(name)
            .WithLine(Samples.Select(s => s.Time), Samples.Select(value), name);
}
