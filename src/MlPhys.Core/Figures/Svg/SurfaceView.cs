using MlPhys.Figures.Layout;

namespace MlPhys.Figures.Svg;

/// <summary>The parallel projection of a box onto a plot area, seen from above and in front: azimuth -60, elevation 30 degrees.</summary>
internal sealed class SurfaceView
{
    /// <summary>Height of the box against half its side.</summary>
    private const double Height = 1.1;

    /// <summary>Room around the floor for ticks and labels, in half sides.</summary>
    private const double Surroundings = 1.3;

    private static readonly (double Sin, double Cos) Azimuth = Math.SinCos(-Math.PI / 3);
    private static readonly (double Sin, double Cos) Elevation = Math.SinCos(Math.PI / 6);
    private readonly PanelFrame _frame;
    private readonly double _unit;
    private readonly double _top;

    public SurfaceView(PanelFrame frame)
    {
        _frame = frame;
        var reach = Surroundings * (Azimuth.Cos - Azimuth.Sin);
        _top = reach * Elevation.Sin + Height * Elevation.Cos;
        _unit = Math.Min(frame.Plot.Width / (2 * reach), frame.Plot.Height / (_top + reach * Elevation.Sin));
    }

    /// <summary>Place of an x value across the box, -1 to 1.</summary>
    public double Across(double x) => 2 * (_frame.X(x) - _frame.Plot.X) / _frame.Plot.Width - 1;

    /// <summary>Place of a y value into the depth of the box, -1 to 1.</summary>
    public double Along(double y) => 2 * (_frame.Plot.Bottom - _frame.Y(y)) / _frame.Plot.Height - 1;

    /// <summary>The pixel of a place in the box; height from 0 to 1.</summary>
    public (double X, double Y) Pixel(double across, double along, double height)
    {
        var right = -Azimuth.Sin * across + Azimuth.Cos * along;
        var near = Azimuth.Cos * across + Azimuth.Sin * along;
        var up = Height * height * Elevation.Cos - near * Elevation.Sin;
        return (_frame.Plot.CenterX + _unit * right, _frame.Plot.Y + _unit * (_top - up));
    }
}
