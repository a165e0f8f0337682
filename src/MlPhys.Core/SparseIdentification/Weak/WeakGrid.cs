using System.Numerics.Tensors;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Weak;

/// <summary>Test functions (1 - s^2)^p (1 - z^2)^p on a grid of times and positions, all of one size.</summary>
internal sealed class WeakGrid
{
    private readonly int power;
    private readonly int halfTime;
    private readonly int halfSpace;
    private readonly int positions;
    private readonly double timeStep;
    private readonly double spaceStep;
    private readonly (int Time, int Position)[] corners;

    /// <summary>Places test functions.</summary>
    /// <param name="field">The grid.</param>
    /// <param name="share">Half-widths as a share of the field's times and positions.</param>
    /// <param name="centres">Centres in a half-width.</param>
    /// <param name="power">Exponent p.</param>
    public WeakGrid(Field field, double share, int centres, int power)
    {
        const int least = 6;
        (this.power, positions) = (power, field.Positions.Length);
        halfTime = Math.Max(least, (int)(share * field.Times.Length));
        halfSpace = Math.Max(least, (int)(share * positions));
        timeStep = (field.Times[^1] - field.Times[0]) / (field.Times.Length - 1);
        spaceStep = (field.Positions[^1] - field.Positions[0]) / (positions - 1);
        corners =
        [
            .. from time in Starts(field.Times.Length, Times, halfTime / centres)
            from position in Starts(positions, Width, halfSpace / centres)
            select (time, position),
        ];
    }

    /// <summary>Number of test functions.</summary>
    public int Count => corners.Length;

    /// <summary>Grid points under a test function.</summary>
    public int Area => Times * Width;

    private int Times => 2 * halfTime + 1;

    private int Width => 2 * halfSpace + 1;

    /// <summary>The derivative of the test function of given orders in space and time, with the trapezoid weights.</summary>
    public double[] Template(int spaceOrder, int timeOrder)
    {
        var inTime = TestFunction.Derivative(halfTime, timeStep, power, timeOrder);
        var inSpace = TestFunction.Derivative(halfSpace, spaceStep, power, spaceOrder);
        var template = new double[Area];
        for (var i = 0; i < Times; i++)
            TensorPrimitives.Multiply(inSpace, inTime[i], template.AsSpan(i * Width, Width));
        return template;
    }

    /// <summary>Copies the part of a field under a test function.</summary>
    public void Window(int function, double[] field, double[] window)
    {
        var (time, position) = corners[function];
        for (var i = 0; i < Times; i++)
            field.AsSpan((time + i) * positions + position, Width).CopyTo(window.AsSpan(i * Width));
    }

    /// <summary>Adds a multiple of a window to the field under a test function.</summary>
    public void AddTo(int function, double[] window, double factor, double[] field)
    {
        var (time, position) = corners[function];
        for (var i = 0; i < Times; i++)
        {
            var target = field.AsSpan((time + i) * positions + position, Width);
            TensorPrimitives.MultiplyAdd(window.AsSpan(i * Width, Width), factor, target, target);
        }
    }

    /// <summary>The product of two windows over the points that their test functions share.</summary>
    public double Overlap(int a, double[] windowA, int b, double[] windowB)
    {
        var (time, position) = (corners[b].Time - corners[a].Time, corners[b].Position - corners[a].Position);
        var (rows, columns) = (Times - Math.Abs(time), Width - Math.Abs(position));
        if (rows <= 0 || columns <= 0)
            return 0;
        var (firstA, firstB) = (First(time, position), First(-time, -position));
        var sum = 0.0;
        for (var i = 0; i < rows; i++)
            sum += TensorPrimitives.Dot(
                windowA.AsSpan(firstA + i * Width, columns),
                windowB.AsSpan(firstB + i * Width, columns)
            );
        return sum;
    }

    private int First(int time, int position) => Math.Max(0, time) * Width + Math.Max(0, position);

    /// <summary>Even places from the first to the last that the grid can hold, at most a stride apart.</summary>
    private static IEnumerable<int> Starts(int points, int width, int stride)
    {
        var room = points - width;
        var steps = (room + stride - 1) / stride;
        return room < 0 ? [] : Enumerable.Range(0, steps + 1).Select(k => steps == 0 ? 0 : k * room / steps);
    }
}
