using MlPhys.Figures.Scales;

namespace MlPhys.Figures.Layout;

/// <summary>The ranges that the series of a panel need.</summary>
internal sealed class PanelExtent(Panel panel)
{
    public DataRange X { get; } = new(panel.XAxis.IsLog);

    public DataRange Y { get; } = new(panel.YAxis.IsLog);

    public void Include(Series series)
    {
        switch (series.Trace)
        {
            case LineTrace t:
                Points(t.X, t.Y);
                break;
            case MarkerTrace t:
                Points(t.X, t.Y);
                Errors(X, t.X, t.XError);
                Errors(Y, t.Y, t.YError);
                break;
            case BandTrace t:
                Points(t.X, t.Lower);
                Points(t.X, t.Upper);
                break;
            case BarTrace or HistogramTrace:
                Bars(series.Bars);
                break;
            case ReferenceLineTrace t:
                (t.IsVertical ? X : Y).Include(t.Value);
                break;
            case HeatMapTrace t:
                Edges(X, CellEdges.Of(t.X, t.Z.GetLength(1), panel.XAxis.IsLog));
                Edges(Y, CellEdges.Of(t.Y, t.Z.GetLength(0), panel.YAxis.IsLog));
                break;
            case ContourTrace t:
                Edges(X, t.X);
                Edges(Y, t.Y);
                break;
            case SurfaceTrace t:
                Edges(X, t.X);
                Edges(Y, t.Y);
                break;
        }
    }

    private void Points(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            if (double.IsFinite(x[i]) && double.IsFinite(y[i]))
            {
                X.Include(x[i]);
                Y.Include(y[i]);
            }
    }

    private static void Errors(DataRange range, double[] values, double[]? errors)
    {
        for (var i = 0; i < errors?.Length; i++)
        {
            range.Include(values[i] - errors[i]);
            range.Include(values[i] + errors[i]);
        }
    }

    private static void Edges(DataRange range, double[] edges)
    {
        foreach (var edge in edges)
            range.IncludeEdge(edge);
    }

    private void Bars(IReadOnlyList<Bar> bars)
    {
        foreach (var bar in bars)
        {
            X.Include(bar.Left);
            X.Include(bar.Right);
            Y.IncludeEdge(bar.From);
            Y.Include(bar.To);
            Y.Include(bar.To - bar.Error);
            Y.Include(bar.To + bar.Error);
        }
    }
}
