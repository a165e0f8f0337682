namespace MlPhys.Figures.Layout;

/// <summary>Which small squares of a panel hold ink, so that a legend can avoid them.</summary>
internal sealed class Occupancy(Box plot)
{
    private const double Side = 5;
    private readonly int _columns = (int)(plot.Width / Side) + 1;
    private readonly bool[] _inked = new bool[((int)(plot.Width / Side) + 1) * ((int)(plot.Height / Side) + 1)];

    public void Mark(double x, double y)
    {
        if (x >= plot.X && x <= plot.Right && y >= plot.Y && y <= plot.Bottom)
            _inked[(int)((y - plot.Y) / Side) * _columns + (int)((x - plot.X) / Side)] = true;
    }

    public void MarkSegment(double x0, double y0, double x1, double y1)
    {
        var reach = Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0));
        if (!double.IsFinite(reach))
            return;
        var steps = (int)Math.Clamp(reach / Side * 1.5, 1, 2000);
        for (var i = 0; i <= steps; i++)
            Mark(x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps);
    }

    public void MarkBox(Box box)
    {
        var (left, right) = (Math.Max(box.X, plot.X), Math.Min(box.Right, plot.Right));
        var (top, bottom) = (Math.Max(box.Y, plot.Y), Math.Min(box.Bottom, plot.Bottom));
        for (var y = top; y < bottom + Side; y += Side)
        for (var x = left; x < right + Side; x += Side)
            Mark(Math.Min(x, right), Math.Min(y, bottom));
    }

    /// <summary>Whether a box covers no ink.</summary>
    public bool IsFree(Box box)
    {
        for (var y = box.Y; y <= box.Bottom; y += Side)
        for (var x = box.X; x <= box.Right; x += Side)
            if (IsInked(Math.Min(x, box.Right), Math.Min(y, box.Bottom)))
                return false;
        return true;
    }

    private bool IsInked(double x, double y) =>
        x >= plot.X
        && x <= plot.Right
        && y >= plot.Y
        && y <= plot.Bottom
        && _inked[(int)((y - plot.Y) / Side) * _columns + (int)((x - plot.X) / Side)];
}
