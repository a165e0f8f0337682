using System.Numerics.Tensors;

namespace MlPhys.SparseIdentification.Fitting;

/// <summary>Columns orthonormalised one after another (modified Gram-Schmidt, twice), the thin QR of a small regression.</summary>
internal sealed class OrthonormalBasis
{
    private const double Collinear = 1e-9;
    private readonly List<double[]> directions = [];
    private readonly List<double[]> triangle = [];

    /// <summary>Number of columns taken.</summary>
    public int Count => directions.Count;

    /// <summary>Takes one more column.</summary>
    /// <returns>False, and nothing is taken, when the column is (numerically) a combination of those before.</returns>
    public bool Add(ReadOnlySpan<double> column)
    {
        var rest = column.ToArray();
        var norm = TensorPrimitives.Norm<double>(rest);
        var coefficients = new double[Count + 1];
        for (var pass = 0; pass < 2; pass++)
        for (var i = 0; i < Count; i++)
            coefficients[i] += Subtract(rest, directions[i]);
        var left = TensorPrimitives.Norm<double>(rest);
        if (!(left > Collinear * norm) || !double.IsFinite(left))
            return false;
        TensorPrimitives.Divide(rest, left, rest);
        coefficients[Count] = left;
        directions.Add(rest);
        triangle.Add(coefficients);
        return true;
    }

    /// <summary>Removes from a vector, in place, what the columns explain.</summary>
    public void Project(Span<double> vector)
    {
        foreach (var direction in directions)
            Subtract(vector, direction);
    }

    /// <summary>The coefficients of the least-squares fit of <paramref name="target"/>.</summary>
    public double[] Solve(ReadOnlySpan<double> target)
    {
        var rest = target.ToArray();
        var solution = new double[Count];
        for (var i = 0; i < Count; i++)
            solution[i] = Subtract(rest, directions[i]);
        for (var i = Count - 1; i >= 0; i--)
        {
            solution[i] /= triangle[i][i];
            for (var j = 0; j < i; j++)
                solution[j] -= triangle[i][j] * solution[i];
        }
        return solution;
    }

    private static double Subtract(Span<double> vector, ReadOnlySpan<double> direction)
    {
        var part = TensorPrimitives.Dot<double>(vector, direction);
        TensorPrimitives.MultiplyAdd(direction, -part, vector, vector);
        return part;
    }
}
