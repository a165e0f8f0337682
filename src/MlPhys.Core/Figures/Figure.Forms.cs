using MlPhys.Display;
using MlPhys.Figures.Export;
using MlPhys.Figures.Plotly;
using MlPhys.Figures.Svg;

namespace MlPhys.Figures;

/// <content>The forms that a figure takes.</content>
public sealed partial record Figure
{
    /// <summary>The figure as one SVG element: no scripts, legible on light and dark pages, at most 2 MB.</summary>
    /// <remarks>Lines keep the extremes of every column of pixels; what else had to be left out is told in the desc element.</remarks>
    public string ToSvg() => SvgFigure.Write(this);

    /// <summary>The figure as Plotly JSON {data, layout, config}, in the schema common to plotly.js 2.27 to 4; NaN becomes null.</summary>
    public string ToJson() => PlotlyFigure.Write(this);

    /// <summary>The figure as an HTML fragment without scripts.</summary>
    public string ToHtml() => ToSvg();

    /// <summary>The figure drawn by plotly.js in the reader's browser; the SVG where the script cannot be had.</summary>
    /// <param name="plotlyScript">Address of plotly.min.js as seen from the page; null: the page carries the copy of the local cache.</param>
    public InteractiveFigure Interactive(string? plotlyScript = null) => new(this, plotlyScript);

    /// <summary>Writes the figure; the ending tells the form: .svg, .html, .json or .png.</summary>
    /// <remarks>
    /// A .html page is interactive and works offline where plotly.js is in the local cache, otherwise it shows the SVG. A .png has two
    /// pixels to each of the figure's and needs Chromium: on the PATH or named by the environment variable MLPHYS_CHROMIUM.
    /// The file is written aside and renamed.
    /// </remarks>
    /// <exception cref="ArgumentException">Another ending.</exception>
    /// <exception cref="InvalidOperationException">PNG asked for and no working Chromium found.</exception>
    public void Save(string path) => FigureFile.Write(this, path);

    /// <summary>Text, SVG and Plotly JSON; the SVG is its HTML too, and stands in a notebook once.</summary>
    public DisplayBundle ToDisplay() =>
        DisplayBundle.OfText(ToString()).With(MimeType.Svg, ToSvg()).With(MimeType.Plotly, ToJson());

    /// <summary>The title and what each panel holds, in words.</summary>
    public override string ToString() => Summary.Of(this);
}
