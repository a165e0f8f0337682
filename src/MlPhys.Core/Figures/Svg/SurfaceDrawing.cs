using MlPhys.Figures.Layout;
using MlPhys.Figures.Scales;

namespace MlPhys.Figures.Svg;

/// <summary>Draws a surface over its floor, far patches first; heights are read at the colour bar.</summary>
internal static class SurfaceDrawing
{
    private const int MostPatches = 2500;

    public static void Draw(SvgCanvas canvas, PanelFrame frame, Series series, SurfaceTrace trace)
    {
        var view = new SurfaceView(frame);
        Floor(canvas, frame, view);
        Patches(canvas, view, trace, series.Colors!);
    }

    private static void Floor(SvgCanvas canvas, PanelFrame frame, SurfaceView view)
    {
        var (grid, edge) = (new PathData(), new PathData());
        foreach (var across in frame.XTicks.Major.Select(view.Across))
            Line(grid, view.Pixel(across, -1, 0), view.Pixel(across, 1, 0));
        foreach (var along in frame.YTicks.Major.Select(view.Along))
            Line(grid, view.Pixel(-1, along, 0), view.Pixel(1, along, 0));
        canvas.Path(grid.ToString(), $"class=\"mlp-grid\" fill=\"none\" stroke=\"{Theme.Grid}\" stroke-width=\"1\"");
        edge.Polyline([view.Pixel(-1, -1, 0), view.Pixel(1, -1, 0), view.Pixel(1, 1, 0)]);
        canvas.Path(edge.ToString(), $"class=\"mlp-axis\" fill=\"none\" stroke=\"{Theme.Ink}\" stroke-width=\"1\"");
        for (var i = 0; i < frame.XTicks.Major.Length; i++)
            Text(canvas, frame.XTicks.Labels[i], view.Pixel(view.Across(frame.XTicks.Major[i]), -1.12, 0), "end");
        for (var i = 0; i < frame.YTicks.Major.Length; i++)
            Text(canvas, frame.YTicks.Labels[i], view.Pixel(1.08, view.Along(frame.YTicks.Major[i]), 0), "start");
        Text(canvas, frame.Plan.Panel.XAxis.Label, view.Pixel(-0.1, -1.45, 0), "end", TextSize.AxisLabel);
        Text(canvas, frame.Plan.Panel.YAxis.Label, view.Pixel(1.3, 0.1, 0), "start", TextSize.AxisLabel);
    }

    private static void Patches(SvgCanvas canvas, SurfaceView view, SurfaceTrace trace, ColorAxis colors)
    {
        var stride = 1;
        while ((trace.X.Length / stride) * (trace.Y.Length / stride) > MostPatches)
            stride++;
        if (stride > 1)
            canvas.Notes.Add($"surface '{trace.Name}' drawn on one grid line of {stride}");
        int[] columns = [.. Kept(trace.X.Length, stride).OrderBy(i => view.Across(trace.X[i]))];
        int[] rows = [.. Kept(trace.Y.Length, stride).OrderByDescending(i => view.Along(trace.Y[i]))];
        canvas.Raw("<g stroke=\"#000000\" stroke-opacity=\"0.3\" stroke-width=\"0.4\" stroke-linejoin=\"round\">");
        for (var i = 1; i < rows.Length; i++)
        for (var j = 1; j < columns.Length; j++)
            Patch(
                (rows[i - 1], columns[j - 1]),
                (rows[i - 1], columns[j]),
                (rows[i], columns[j]),
                (rows[i], columns[j - 1])
            );
        canvas.Raw("</g>");

        void Patch(params ReadOnlySpan<(int Row, int Column)> corners)
        {
            var (path, mean) = (new List<(double, double)>(4), 0.0);
            foreach (var (row, column) in corners)
            {
                var height = colors.Position(trace.Z[row, column]);
                mean += height / corners.Length;
                path.Add(view.Pixel(view.Across(trace.X[column]), view.Along(trace.Y[row]), height));
            }
            if (double.IsFinite(mean))
                canvas.Path(new PathData().Polyline(path).Close().ToString(), $"fill=\"{colors.Scale.At(mean)}\"");
        }
    }

    private static IEnumerable<int> Kept(int count, int stride) =>
        Enumerable.Range(0, count).Where(i => i % stride == 0 || i == count - 1);

    private static void Line(PathData path, (double X, double Y) from, (double X, double Y) to) =>
        path.Move(from.X, from.Y).Line(to.X, to.Y);

    private static void Text(
        SvgCanvas canvas,
        string text,
        (double X, double Y) at,
        string anchor,
        double size = TextSize.Tick
    ) => canvas.Text(text, at.X, at.Y + 0.5 * size, size, anchor);
}
