using System.Collections.Immutable;

namespace MlPhys.Figures.Layout;

/// <summary>A figure with every part in its place.</summary>
internal sealed record FigureLayout(Figure Figure, ImmutableArray<PanelFrame> Frames, string Note)
{
    private const double Edge = 10;

    public static FigureLayout Of(Figure figure)
    {
        ImmutableArray<PanelPlan> plans = [.. figure.Panels.Select(PanelPlan.Of)];
        var note = string.Join(
            "; ",
            plans.Select(p => p.Note).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal)
        );
        var top = Edge + (figure.Title.Length > 0 ? TextSize.Title + 12 : 0);
        var bottom = Edge + (note.Length > 0 ? TextSize.Note + 6 : 0);
        var rows = (plans.Length + figure.Columns - 1) / figure.Columns;
        var area = new Box(Edge, top, figure.Width - 2 * Edge, figure.Height - top - bottom);
        ImmutableArray<Box> cells =
        [
            .. plans.Select(
                (_, i) =>
                    new Box(
                        area.X + i % figure.Columns * area.Width / figure.Columns,
                        area.Y + i / figure.Columns * area.Height / rows,
                        area.Width / figure.Columns,
                        area.Height / rows
                    )
            ),
        ];
        var first = Placed(figure, plans, cells, [.. plans.Select(_ => false)]);
        ImmutableArray<bool> crowded = [.. first.Select(NeedsRoomBeside)];
        return new FigureLayout(figure, crowded.Contains(true) ? Placed(figure, plans, cells, crowded) : first, note);
    }

    private static bool NeedsRoomBeside(PanelFrame frame) =>
        frame.Legend is null && LegendLayout.Entries(frame.Plan).Length > 0;

    /// <summary>Frames whose plot areas share their sides along rows and columns of panels.</summary>
    private static ImmutableArray<PanelFrame> Placed(
        Figure figure,
        ImmutableArray<PanelPlan> plans,
        ImmutableArray<Box> cells,
        ImmutableArray<bool> beside
    )
    {
        var builders = plans.Select((plan, i) => new FrameBuilder(plan, cells[i], beside[i])).ToArray();
        var margins = builders.Select(b => b.Margins).ToArray();
        return
        [
            .. builders.Select(
                (builder, i) =>
                {
                    var column = margins.Where((_, k) => k % figure.Columns == i % figure.Columns).ToArray();
                    var row = margins.Where((_, k) => k / figure.Columns == i / figure.Columns).ToArray();
                    return builder.Build(
                        new Margins(
                            column.Max(m => m.Left),
                            row.Max(m => m.Top),
                            column.Max(m => m.Right),
                            row.Max(m => m.Bottom)
                        )
                    );
                }
            ),
        ];
    }
}

/// <summary>Room around a plot area, in pixels.</summary>
internal readonly record struct Margins(double Left, double Top, double Right, double Bottom);
