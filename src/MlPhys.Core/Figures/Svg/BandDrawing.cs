using MlPhys.Figures.Layout;

namespace MlPhys.Figures.Svg;

/// <summary>Draws the area between two curves.</summary>
internal static class BandDrawing
{
    public const double Opacity = 0.22;

    public static void Draw(SvgCanvas canvas, PanelFrame frame, Series series, BandTrace trace)
    {
        var path = new PathData();
        var (upper, lower) = (new List<(double X, double Y)>(), new List<(double X, double Y)>());
        for (var i = 0; i <= trace.X.Length; i++)
        {
            var (x, low, high) = i < trace.X.Length ? At(frame, trace, i) : (double.NaN, 0, 0);
            if (double.IsFinite(x + low + high))
            {
                upper.Add((x, high));
                lower.Add((x, low));
            }
            else if (upper.Count > 0)
            {
                var outline = LineThinning.Thin(upper);
                outline.AddRange(Enumerable.Reverse(LineThinning.Thin(lower)));
                path.Polyline(outline).Close();
                upper.Clear();
                lower.Clear();
            }
        }
        canvas.Path(path.ToString(), Look.Fill(series, Opacity, "stroke=\"none\""));
    }

    /// <summary>A lower bound that a logarithmic axis cannot show lies at its low end.</summary>
    private static (double X, double Low, double High) At(PanelFrame frame, BandTrace trace, int i)
    {
        var (low, high) = (frame.Y(trace.Lower[i]), frame.Y(trace.Upper[i]));
        return (frame.X(trace.X[i]), double.IsNaN(low) && trace.Lower[i] <= 0 ? frame.YScale.Start : low, high);
    }
}
