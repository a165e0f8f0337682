namespace MlPhys.SparseIdentification.Tables;

/// <summary>A field u(t, x) measured on an even grid.</summary>
public sealed record Field
{
    private Field(string name, double[] times, double[] positions, double[,] values) =>
        (Name, Times, Positions, Values) = (name, times, positions, values);

    /// <summary>Name of the field in equations.</summary>
    public string Name { get; }

    /// <summary>Times of the rows.</summary>
    public double[] Times { get; }

    /// <summary>Positions of the columns.</summary>
    public double[] Positions { get; }

    /// <summary>Values [time, position].</summary>
    public double[,] Values { get; }

    /// <summary>A field on a grid.</summary>
    /// <param name="name">Name in equations.</param>
    /// <param name="times">Even, rising times, one a row.</param>
    /// <param name="positions">Even, rising positions, one a column.</param>
    /// <param name="values">Values [time, position].</param>
    /// <exception cref="ArgumentException">An uneven grid, sizes that differ, or values that are not finite.</exception>
    public static Field Of(string name, IEnumerable<double> times, IEnumerable<double> positions, double[,] values)
    {
        double[] t = [.. times];
        double[] x = [.. positions];
        RequireEven(t, nameof(times));
        RequireEven(x, nameof(positions));
        if (values.GetLength(0) != t.Length || values.GetLength(1) != x.Length)
            throw new ArgumentException(
                $"the values are {values.GetLength(0)} x {values.GetLength(1)}, expected {t.Length} times x {x.Length} positions",
                nameof(values)
            );
        for (var i = 0; i < t.Length; i++)
        for (var j = 0; j < x.Length; j++)
            if (!double.IsFinite(values[i, j]))
                throw new ArgumentException(
                    $"the value at row {i + 1}, column {j + 1} is {values[i, j]}, expected a finite one",
                    nameof(values)
                );
        return new Field(name, t, x, values);
    }

    private static void RequireEven(double[] grid, string name)
    {
        if (grid.Length < 8)
            throw new ArgumentException($"the grid has {grid.Length} points, expected at least 8", name);
        var step = grid[1] - grid[0];
        for (var i = 1; i < grid.Length; i++)
            if (!(Math.Abs(grid[i] - grid[i - 1] - step) <= 1e-6 * step))
                throw new ArgumentException(
                    $"the step at point {i + 1} is {grid[i] - grid[i - 1]}, expected the even step {step}",
                    name
                );
    }
}
