using System.Security.Cryptography;
using System.Text;
using MlPhys.Display;
using MlPhys.Figures.Export;

namespace MlPhys.Figures;

/// <summary>A figure that plotly.js draws in the reader's browser; shows the SVG until then, and where the script cannot be had.</summary>
/// <remarks>
/// Without an address the page carries plotly.js itself, from the local cache and so offline: once, in the first interactive figure of
/// the session, each time that one is shown; the others wait for it. Surfaces have a script of their own, which draws no bars, maps or
/// contours: a figure of both stays an SVG.
/// </remarks>
[TypeFormatterSource(MimeType.Html)]
public sealed class InteractiveFigure : IDisplayable
{
    /// <summary>Loads plotly.js once a page; each figure draws itself when it is there.</summary>
    private const string Script = """
        (function () {
          var places = document.querySelectorAll('[data-mlphys-plot="ID"]:not([data-drawn])');
          function draw() {
            var plotly = SOURCE ? window.Plotly : (window.mlphysPlotly || {}).KIND;
            if (!plotly) return false;
            var figure = FIGURE;
            places.forEach(function (place) {
              place.setAttribute('data-drawn', '');
              place.textContent = '';
              plotly.newPlot(place, figure.data, figure.layout, figure.config);
            });
          }
          if (draw() !== false) return;
          var loader = document.getElementById('mlphys-plotly');
          if (!loader && SOURCE) {
            loader = document.createElement('script');
            loader.id = 'mlphys-plotly';
            loader.src = SOURCE;
            document.head.appendChild(loader);
          }
          if (loader) return loader.addEventListener('load', draw);
          document.addEventListener('mlphys-plotly', draw);
        })();
        """;

    private readonly Figure _figure;
    private readonly string? _plotlyScript;

    internal InteractiveFigure(Figure figure, string? plotlyScript) =>
        (_figure, _plotlyScript) = (figure, plotlyScript);

    /// <summary>An HTML fragment with the data and a script.</summary>
    public string ToHtml()
    {
        if (PlotlyScript.Kind(_figure) is not { } kind)
            return _figure.ToHtml();
        var json = _figure.ToJson();
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..12];
        var script = Script
            .Replace("ID", id, StringComparison.Ordinal)
            .Replace("SOURCE", System.Text.Json.JsonSerializer.Serialize(_plotlyScript), StringComparison.Ordinal)
            .Replace("KIND", kind, StringComparison.Ordinal)
            .Replace("FIGURE", json, StringComparison.Ordinal);
        var carried = _plotlyScript is null ? PlotlyScript.CarriedBy(id, kind) : "";
        return $"<div data-mlphys-plot=\"{id}\">{_figure.ToSvg()}</div>{carried}<script>{script}</script>";
    }

    /// <summary>Text, Plotly JSON and HTML with a script.</summary>
    public DisplayBundle ToDisplay() =>
        DisplayBundle.OfText(ToString()).With(MimeType.Plotly, _figure.ToJson()).With(MimeType.Html, ToHtml());

    /// <summary>The figure in words.</summary>
    public override string ToString() => _figure.ToString();
}
