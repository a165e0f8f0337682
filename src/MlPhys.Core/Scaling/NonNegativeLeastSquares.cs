namespace MlPhys.Scaling;

/// <summary>min |F c - y|^2 over c >= 0 for a handful of columns, by trying every set of active columns.</summary>
internal static class NonNegativeLeastSquares
{
    /// <param name="columns">F[point, column], already weighted.</param>
    /// <param name="target">y[point], already weighted.</param>
    public static double[] Solve(double[,] columns, double[] target)
    {
        var count = columns.GetLength(1);
        var best = (Squares: double.PositiveInfinity, Coefficients: new double[count]);
        for (var set = 1; set < 1 << count; set++)
        {
            int[] active = [.. Enumerable.Range(0, count).Where(j => (set >> j & 1) == 1)];
            if (Unconstrained(columns, target, active) is not { } some || some.Any(c => c < 0))
                continue;
            var all = new double[count];
            for (var k = 0; k < active.Length; k++)
                all[active[k]] = some[k];
            if (Squares(columns, target, all) is var squares && squares < best.Squares)
                best = (squares, all);
        }
        return best.Coefficients;
    }

    /// <summary>Least squares on the active columns by modified Gram-Schmidt; null where they are collinear.</summary>
    private static double[]? Unconstrained(double[,] columns, double[] target, int[] active)
    {
        var (points, count) = (target.Length, active.Length);
        var q = active.Select(j => Enumerable.Range(0, points).Select(i => columns[i, j]).ToArray()).ToArray();
        var r = new double[count, count];
        var rest = (double[])target.Clone();
        var projected = new double[count];
        for (var j = 0; j < count; j++)
        {
            var before = Math.Sqrt(Dot(q[j], q[j]));
            for (var pass = 0; pass < 2; pass++)
            for (var k = 0; k < j; k++)
            {
                var along = Dot(q[k], q[j]);
                r[k, j] += along;
                Subtract(q[j], along, q[k]);
            }
            r[j, j] = Math.Sqrt(Dot(q[j], q[j]));
            if (!(r[j, j] > 1e-12 * before))
                return null;
            for (var i = 0; i < points; i++)
                q[j][i] /= r[j, j];
            projected[j] = Dot(q[j], rest);
            Subtract(rest, projected[j], q[j]);
        }
        for (var j = count - 1; j >= 0; j--)
        {
            for (var k = j + 1; k < count; k++)
                projected[j] -= r[j, k] * projected[k];
            projected[j] /= r[j, j];
        }
        return projected;
    }

    private static double Squares(double[,] columns, double[] target, double[] coefficients)
    {
        var sum = 0.0;
        for (var i = 0; i < target.Length; i++)
        {
            var residual = -target[i];
            for (var j = 0; j < coefficients.Length; j++)
                residual += columns[i, j] * coefficients[j];
            sum += residual * residual;
        }
        return sum;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static void Subtract(double[] from, double factor, double[] what)
    {
        for (var i = 0; i < from.Length; i++)
            from[i] -= factor * what[i];
    }
}
