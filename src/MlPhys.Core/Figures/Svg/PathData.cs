using System.Text;

namespace MlPhys.Figures.Svg;

/// <summary>Path commands with coordinates to a hundredth of a pixel.</summary>
internal sealed class PathData
{
    private readonly StringBuilder _data = new();

    public PathData Move(double x, double y) => Point('M', x, y);

    public PathData Line(double x, double y) => Point('L', x, y);

    public PathData Command(string command)
    {
        _data.Append(command);
        return this;
    }

    public PathData Close() => Command("z");

    public PathData Polyline(IReadOnlyList<(double X, double Y)> points)
    {
        for (var i = 0; i < points.Count; i++)
            Point(i == 0 ? 'M' : 'L', points[i].X, points[i].Y);
        return this;
    }

    public override string ToString() => _data.ToString();

    private PathData Point(char command, double x, double y)
    {
        _data.Append(command);
        Number(x);
        _data.Append(',');
        Number(y);
        return this;
    }

    private void Number(double value)
    {
        var hundredths = (long)Math.Round(value * 100);
        if (hundredths < 0)
        {
            _data.Append('-');
            hundredths = -hundredths;
        }
        var (whole, rest) = Math.DivRem(hundredths, 100);
        _data.Append(whole);
        if (rest == 0)
            return;
        _data.Append('.').Append((char)('0' + rest / 10));
        if (rest % 10 != 0)
            _data.Append((char)('0' + rest % 10));
    }
}
