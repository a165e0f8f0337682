namespace MlPhys.Figures.Layout;

/// <summary>Marks where the series of a panel will leave ink.</summary>
internal static class Ink
{
    public static Occupancy Of(PanelFrame frame)
    {
        var occupancy = new Occupancy(frame.Plot);
        foreach (var series in frame.Plan.Series)
            Mark(occupancy, frame, series);
        foreach (var note in frame.Plan.Panel.Annotations)
            occupancy.MarkBox(frame.AnnotationBox(note));
        return occupancy;
    }

    private static void Mark(Occupancy occupancy, PanelFrame frame, Series series)
    {
        switch (series.Trace)
        {
            case LineTrace t:
                for (var i = 1; i < t.X.Length; i++)
                    occupancy.MarkSegment(frame.X(t.X[i - 1]), frame.Y(t.Y[i - 1]), frame.X(t.X[i]), frame.Y(t.Y[i]));
                break;
            case MarkerTrace t:
                for (var i = 0; i < t.X.Length; i++)
                    Marker(occupancy, frame, t, i);
                break;
            case BandTrace t:
                for (var i = 1; i < t.X.Length; i++)
                    occupancy.MarkBox(
                        Between(
                            frame.X(t.X[i - 1]),
                            frame.X(t.X[i]),
                            frame.Y(Math.Max(t.Upper[i - 1], t.Upper[i])),
                            frame.Y(Math.Min(t.Lower[i - 1], t.Lower[i]))
                        )
                    );
                break;
            case ReferenceLineTrace { IsVertical: true } t:
                occupancy.MarkSegment(frame.X(t.Value), frame.Plot.Y, frame.X(t.Value), frame.Plot.Bottom);
                break;
            case ReferenceLineTrace t:
                occupancy.MarkSegment(frame.Plot.X, frame.Y(t.Value), frame.Plot.Right, frame.Y(t.Value));
                break;
            case HeatMapTrace or ContourTrace or SurfaceTrace:
                occupancy.MarkBox(frame.Plot);
                break;
        }
        foreach (var bar in series.Bars)
        {
            occupancy.MarkBox(frame.BarBox(bar));
            if (double.IsFinite(bar.Error))
                occupancy.MarkSegment(
                    frame.X((bar.Left + bar.Right) / 2),
                    frame.Y(bar.To - bar.Error),
                    frame.X((bar.Left + bar.Right) / 2),
                    frame.Y(bar.To + bar.Error)
                );
        }
    }

    private static void Marker(Occupancy occupancy, PanelFrame frame, MarkerTrace t, int i)
    {
        var (x, y, half) = (frame.X(t.X[i]), frame.Y(t.Y[i]), t.Size / 2);
        if (!double.IsFinite(x) || !double.IsFinite(y))
            return;
        occupancy.MarkBox(new Box(x - half, y - half, t.Size, t.Size));
        if (t.YError is { } dy)
            occupancy.MarkSegment(x, frame.Y(t.Y[i] - dy[i]), x, frame.Y(t.Y[i] + dy[i]));
        if (t.XError is { } dx)
            occupancy.MarkSegment(frame.X(t.X[i] - dx[i]), y, frame.X(t.X[i] + dx[i]), y);
    }

    private static Box Between(double x0, double x1, double y0, double y1) =>
        double.IsFinite(x0 + x1 + y0 + y1)
            ? new Box(Math.Min(x0, x1), Math.Min(y0, y1), Math.Abs(x1 - x0), Math.Abs(y1 - y0))
            : default;
}
