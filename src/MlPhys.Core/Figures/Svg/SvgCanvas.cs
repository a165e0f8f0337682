using System.Globalization;
using System.Text;
using MlPhys.Display;
using MlPhys.Figures.Labels;
using MlPhys.Figures.Layout;

namespace MlPhys.Figures.Svg;

/// <summary>Collects the elements of a drawing. Attributes come from this library; foreign text enters by <see cref="Text"/> alone.</summary>
internal sealed class SvgCanvas(int vertexBudget)
{
    private readonly StringBuilder _svg = new();

    /// <summary>Most vertices that one trace may take, so that the file stays small.</summary>
    public int VertexBudget { get; } = vertexBudget;

    /// <summary>What was left out to keep the file small, for the description.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Prefix of ids; replaced by a hash of the drawing when that is known.</summary>
    public const string Id = "\u0001";

    public void Raw(string markup) => _svg.Append(markup);

    public void Line(double x0, double y0, double x1, double y1, string attributes) =>
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<line x1=\"{x0:0.##}\" y1=\"{y0:0.##}\" x2=\"{x1:0.##}\" y2=\"{y1:0.##}\" {attributes}/>"
        );

    public void Rect(Box box, string attributes) =>
        _svg.Append("<rect ").Append(Place(box)).Append(' ').Append(attributes).Append("/>");

    public void Path(string data, string attributes)
    {
        if (data.Length > 0)
            _svg.Append("<path d=\"").Append(data).Append("\" ").Append(attributes).Append("/>");
    }

    /// <summary>Writes a label with its marks, base line at y.</summary>
    public void Text(string label, double x, double y, double size, string anchor = "start", string attributes = "")
    {
        var look = attributes.Contains("class=", StringComparison.Ordinal)
            ? ""
            : $"class=\"mlp-ink\" fill=\"{Theme.Ink}\" ";
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" font-size=\"{size:0.##}\" text-anchor=\"{anchor}\" {look}{attributes}>"
        );
        var shift = 0.0;
        foreach (var run in RichText.Parse(label))
        {
            var wanted =
                run.Level > 0 ? -0.38 * size
                : run.Level < 0 ? 0.22 * size
                : 0;
            if (wanted == shift && run.Level == 0)
                _svg.Append(Markup.Encode(run.Text));
            else
                _svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<tspan dy=\"{wanted - shift:0.##}\" font-size=\"{(run.Level == 0 ? size : size * FontMetrics.ScriptSize):0.##}\">{Markup.Encode(run.Text)}</tspan>"
                );
            shift = wanted;
        }
        _svg.Append("</text>");
    }

    /// <summary>Position and size of a box as attributes.</summary>
    public static string Place(Box box) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"x=\"{box.X:0.##}\" y=\"{box.Y:0.##}\" width=\"{box.Width:0.##}\" height=\"{box.Height:0.##}\""
        );

    public override string ToString() => _svg.ToString();
}
