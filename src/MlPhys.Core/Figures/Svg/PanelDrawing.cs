using MlPhys.Figures.Labels;
using MlPhys.Figures.Layout;

namespace MlPhys.Figures.Svg;

/// <summary>Draws one panel: grid, traces, axes, annotations, colour bars, legend.</summary>
internal static class PanelDrawing
{
    public static void Draw(SvgCanvas canvas, PanelFrame frame, int index)
    {
        if (frame.Plan.Series is [{ Trace: SurfaceTrace surface } only])
            SurfaceDrawing.Draw(canvas, frame, only, surface);
        else
            Plane(canvas, frame, index);
        ColorBarDrawing.Draw(canvas, frame, index);
        LegendDrawing.Draw(canvas, frame);
        if (frame.Plan.Panel.Title.Length > 0)
            canvas.Text(
                FontMetrics.Fit(frame.Plan.Panel.Title, TextSize.PanelTitle * 1.08, frame.CentredRoom),
                frame.Plot.CenterX,
                frame.Plot.Y - (frame.YTicks.Multiplier.Length > 0 ? 22 : 8),
                TextSize.PanelTitle,
                "middle",
                "font-weight=\"600\""
            );
    }

    private static void Plane(SvgCanvas canvas, PanelFrame frame, int index)
    {
        var clip = $"{SvgCanvas.Id}p{index}";
        canvas.Raw($"<clipPath id=\"{clip}\"><rect {SvgCanvas.Place(frame.Plot)}/></clipPath>");
        AxisDrawing.Grid(canvas, frame);
        canvas.Raw($"<g clip-path=\"url(#{clip})\">");
        foreach (var series in frame.Plan.Series)
            Draw(canvas, frame, series);
        canvas.Raw("</g>");
        AxisDrawing.Axes(canvas, frame);
        foreach (var note in frame.Plan.Panel.Annotations)
            Draw(canvas, frame, note);
    }

    private static void Draw(SvgCanvas canvas, PanelFrame frame, Series series)
    {
        switch (series.Trace)
        {
            case LineTrace t:
                LineDrawing.Draw(canvas, frame, series, t);
                break;
            case ReferenceLineTrace t:
                LineDrawing.Draw(canvas, frame, series, t);
                break;
            case MarkerTrace t:
                MarkerDrawing.Draw(canvas, frame, series, t);
                break;
            case BandTrace t:
                BandDrawing.Draw(canvas, frame, series, t);
                break;
            case BarTrace or HistogramTrace:
                BarDrawing.Draw(canvas, frame, series);
                break;
            case HeatMapTrace t:
                HeatMapDrawing.Draw(canvas, frame, series, t);
                break;
            case ContourTrace t:
                ContourDrawing.Draw(canvas, frame, series, t);
                break;
        }
    }

    private static void Draw(SvgCanvas canvas, PanelFrame frame, Annotation note)
    {
        var box = frame.AnnotationBox(note);
        if (box.Width > 0)
            canvas.Text(
                FontMetrics.Fit(note.Text, TextSize.Legend, box.Width + 1),
                box.CenterX,
                box.Bottom - 5,
                TextSize.Legend,
                "middle",
                $"class=\"mlp-ink mlp-halo\" fill=\"{Theme.Ink}\" stroke=\"{Theme.Background}\" stroke-width=\"3\" paint-order=\"stroke\" stroke-linejoin=\"round\""
            );
    }
}
