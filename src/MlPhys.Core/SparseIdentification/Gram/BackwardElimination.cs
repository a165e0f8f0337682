using System.Numerics.Tensors;

namespace MlPhys.SparseIdentification.Gram;

/// <summary>The path from all columns of a Gram system down to none, each step without the column whose removal raises RSS least.</summary>
/// <remarks>
/// A matrix M with M'M = G^-1 is kept by columns, and z = M b. The coefficient of column j is m_j'z, its variance m_j'm_j. A reflection that
/// gathers m_j in the last row splits off what leaves with it: that row is dropped, and its entry of z, squared, is the rise of RSS.
/// A step takes O(n^2) instead of the O(n^3) of a new factor, and reflections keep its accuracy.
/// </remarks>
internal sealed class BackwardElimination
{
    private readonly int[] alive;
    private readonly double[][] columns;
    private readonly double[] target;

    private BackwardElimination(GramSystem system)
    {
        alive = system.Alive;
        var right = Array.ConvertAll(alive, j => system.Right[j]);
        (columns, target) = CholeskyFactor.Of(system.Matrix, alive).Whitened(right);
        Removed = new int[alive.Length];
        Rss = new double[alive.Length + 1];
        Rss[0] = Math.Max(0, system.TotalSquares - TensorPrimitives.SumOfSquares<double>(target));
    }

    /// <summary>The columns in the order in which they leave.</summary>
    public int[] Removed { get; }

    /// <summary>RSS after so many columns have left.</summary>
    public double[] Rss { get; }

    /// <summary>Walks the path.</summary>
    public static BackwardElimination Of(GramSystem system)
    {
        var path = new BackwardElimination(system);
        var places = Enumerable.Range(0, path.alive.Length).ToList();
        for (var step = 0; step < path.alive.Length; step++)
        {
            var least = path.Least(places);
            path.Removed[step] = path.alive[places[least]];
            path.Rss[step + 1] = path.Rss[step] + path.Drop(places, least);
            places.RemoveAt(least);
        }
        return path;
    }

    /// <summary>The columns that are left after so many have gone, rising.</summary>
    public int[] Left(int steps) => [.. Removed[steps..].Order()];

    private int Least(List<int> places)
    {
        var (best, cost) = (0, double.PositiveInfinity);
        for (var i = 0; i < places.Count; i++)
        {
            var column = columns[places[i]].AsSpan(0, places.Count);
            var coefficient = TensorPrimitives.Dot(column, target.AsSpan(0, places.Count));
            var rise = coefficient * coefficient / TensorPrimitives.SumOfSquares<double>(column);
            if (rise < cost)
                (best, cost) = (i, rise);
        }
        return best;
    }

    /// <summary>Reflects a column onto the last row, and gives the rise of RSS that goes with dropping both.</summary>
    private double Drop(List<int> places, int place)
    {
        var last = places.Count - 1;
        Span<double> normal = stackalloc double[places.Count];
        columns[places[place]].AsSpan(0, places.Count).CopyTo(normal);
        normal[last] += Math.CopySign(TensorPrimitives.Norm<double>(normal), normal[last]);
        var factor = -2 / TensorPrimitives.SumOfSquares<double>(normal);
        for (var i = 0; i < places.Count; i++)
            if (i != place)
                Reflect(columns[places[i]].AsSpan(0, places.Count), normal, factor);
        Reflect(target.AsSpan(0, places.Count), normal, factor);
        return target[last] * target[last];
    }

    private static void Reflect(Span<double> vector, ReadOnlySpan<double> normal, double factor) =>
        TensorPrimitives.MultiplyAdd(normal, factor * TensorPrimitives.Dot(vector, normal), vector, vector);
}
