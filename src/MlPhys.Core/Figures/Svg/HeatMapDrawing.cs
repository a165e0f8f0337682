using System.Globalization;
using MlPhys.Figures.Layout;
using MlPhys.Figures.Scales;

namespace MlPhys.Figures.Svg;

/// <summary>Draws colour maps: few cells as rectangles, many as an embedded image.</summary>
internal static class HeatMapDrawing
{
    private const int MostRectangles = 400;
    private const int Levels = 255;
    private const byte Transparent = 255;
    private const double MostPixels = 1.0e6;

    public static void Draw(SvgCanvas canvas, PanelFrame frame, Series series, HeatMapTrace trace)
    {
        var colors = series.Colors!;
        if (trace.Z.Length == 0)
            return;
        var x = Edges(trace.X, trace.Z.GetLength(1), frame.XScale.IsLog, frame.X);
        var y = Edges(trace.Y, trace.Z.GetLength(0), frame.YScale.IsLog, frame.Y);
        if (trace.Z.Length <= MostRectangles)
            Rectangles(canvas, trace.Z, colors, x, y);
        else
            Image(canvas, frame.Plot, trace.Z, colors, x, y);
    }

    private static double[] Edges(double[] values, int cells, bool isLog, Func<double, double> toPixel) =>
        [.. CellEdges.Of(values, cells, isLog).Select(toPixel)];

    private static byte Level(ColorAxis colors, double value) =>
        colors.Position(value) is var position && double.IsNaN(position)
            ? Transparent
            : (byte)Math.Round(position * (Levels - 1));

    /// <summary>Neighbours of one colour in a row become one rectangle.</summary>
    private static void Rectangles(SvgCanvas canvas, double[,] z, ColorAxis colors, double[] x, double[] y)
    {
        canvas.Raw("<g shape-rendering=\"crispEdges\">");
        for (var row = 0; row < z.GetLength(0); row++)
        for (int start = 0, end; start < z.GetLength(1); start = end)
        {
            var level = Level(colors, z[row, start]);
            for (end = start + 1; end < z.GetLength(1) && Level(colors, z[row, end]) == level; end++) { }
            if (level != Transparent && double.IsFinite(x[start] + x[end] + y[row] + y[row + 1]))
                canvas.Rect(
                    Between(x[start], x[end], y[row], y[row + 1]),
                    $"fill=\"{colors.Scale.At(level / (Levels - 1.0))}\""
                );
        }
        canvas.Raw("</g>");
    }

    private static Box Between(double x0, double x1, double y0, double y1) =>
        new(Math.Min(x0, x1), Math.Min(y0, y1), Math.Abs(x1 - x0), Math.Abs(y1 - y0));

    /// <summary>Samples the map at the pixels of the plot area, twice as fine where the size allows.</summary>
    private static void Image(SvgCanvas canvas, Box plot, double[,] z, ColorAxis colors, double[] x, double[] y)
    {
        var fine = Math.Min(2, Math.Sqrt(Math.Min(MostPixels, 8.0 * canvas.VertexBudget) / (plot.Width * plot.Height)));
        var (width, height) = ((int)Math.Max(1, plot.Width * fine), (int)Math.Max(1, plot.Height * fine));
        var columns = Cells(x, plot.X, plot.Width, width);
        var rows = Cells(y, plot.Y, plot.Height, height);
        if (z.GetLength(1) > width || z.GetLength(0) > height)
            canvas.Notes.Add($"map of {z.GetLength(0)} x {z.GetLength(1)} cells sampled at {height} x {width} pixels");
        var indices = new byte[width * height];
        for (var i = 0; i < height; i++)
        for (var j = 0; j < width; j++)
            indices[i * width + j] =
                rows[i] < 0 || columns[j] < 0 ? Transparent : Level(colors, z[rows[i], columns[j]]);
        var palette = Enumerable.Range(0, Levels).Select(i => colors.Scale.RgbAt(i / (Levels - 1.0))).ToArray();
        var png = Convert.ToBase64String(PngEncoder.Encode(width, height, indices, palette));
        canvas.Raw(
            string.Create(
                CultureInfo.InvariantCulture,
                $"<image {SvgCanvas.Place(plot)} preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{png}\"/>"
            )
        );
    }

    /// <summary>The cell under each of <paramref name="count"/> pixels; -1: none.</summary>
    private static int[] Cells(double[] edges, double start, double length, int count)
    {
        var rising = edges[^1] > edges[0] ? edges : [.. edges.Reverse()];
        var cells = new int[count];
        for (int i = 0, cell = 0; i < count; i++)
        {
            var at = start + (i + 0.5) * length / count;
            while (cell < rising.Length - 1 && !(rising[cell + 1] > at))
                cell++;
            cells[i] =
                !(at >= rising[0]) || cell >= rising.Length - 1 ? -1
                : rising == edges ? cell
                : rising.Length - 2 - cell;
        }
        return cells;
    }
}
