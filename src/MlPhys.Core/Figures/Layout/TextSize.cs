namespace MlPhys.Figures.Layout;

/// <summary>Font sizes and distances of a figure, in pixels.</summary>
internal static class TextSize
{
    public const double Title = 17;
    public const double PanelTitle = 14;
    public const double AxisLabel = 14;
    public const double Tick = 12;
    public const double Legend = 12.5;
    public const double Note = 11;
    public const double TickLength = 5;
    public const double Gap = 6;
}
