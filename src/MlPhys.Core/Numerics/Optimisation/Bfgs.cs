namespace MlPhys.Numerics.Optimisation;

/// <summary>Quasi-Newton minimisation of smooth functions of few variables, with a dense inverse Hessian.</summary>
/// <remarks>Source: Nocedal and Wright, Numerical Optimization, 2nd ed., algorithms 6.1, 3.5 and 3.6.</remarks>
/// <param name="GradientTolerance">Stops when no component of the gradient exceeds this.</param>
/// <param name="MaxIterations">Steps at most.</param>
public sealed record Bfgs(double GradientTolerance = 1e-9, int MaxIterations = 500)
{
    /// <summary>Minimises from a start.</summary>
    /// <param name="function">Value at a point; fills the gradient (second argument, same length).</param>
    /// <param name="start">Starting point, not changed.</param>
    /// <exception cref="ArgumentException">The function is not finite at the start.</exception>
    public Minimum Minimise(Func<double[], double[], double> function, double[] start)
    {
        var at = Point.Of(function, [.. start]);
        if (!double.IsFinite(at.Value))
            throw new ArgumentException(
                $"the function is {at.Value} at the start; a finite value is needed",
                nameof(start)
            );
        var inverse = Identity(start.Length, 1);
        var iteration = 0;
        for (; iteration < MaxIterations && !IsFlat(at); iteration++)
        {
            var direction = Times(inverse, at.Gradient, -1);
            if (Dot(direction, at.Gradient) >= 0)
            {
                inverse = Identity(start.Length, 1);
                direction = Times(inverse, at.Gradient, -1);
            }
            var first = iteration == 0 ? 1 / Math.Max(1, Math.Sqrt(Dot(at.Gradient, at.Gradient))) : 1;
            if (new WolfeSearch(function, at, direction).Find(first) is not { } next)
                break;
            inverse = Update(inverse, at, next, isFirst: iteration == 0);
            at = next;
        }
        return new Minimum(at.X, at.Value, IsFlat(at), iteration);
    }

    private bool IsFlat(Point at) => at.Gradient.All(g => Math.Abs(g) <= GradientTolerance);

    private static double[,] Update(double[,] inverse, Point from, Point to, bool isFirst)
    {
        var n = from.X.Length;
        var step = to.X.Zip(from.X, (a, b) => a - b).ToArray();
        var change = to.Gradient.Zip(from.Gradient, (a, b) => a - b).ToArray();
        var curvature = Dot(step, change);
        if (curvature <= 1e-300)
            return inverse;
        var old = isFirst ? Identity(n, curvature / Dot(change, change)) : inverse;
        var scaled = Times(old, change, 1);
        var factor = (1 + Dot(change, scaled) / curvature) / curvature;
        var next = new double[n, n];
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
            next[i, j] =
                old[i, j] + factor * step[i] * step[j] - (scaled[i] * step[j] + step[i] * scaled[j]) / curvature;
        return next;
    }

    private static double[,] Identity(int n, double scale)
    {
        var identity = new double[n, n];
        for (var i = 0; i < n; i++)
            identity[i, i] = scale;
        return identity;
    }

    private static double[] Times(double[,] matrix, double[] vector, double scale)
    {
        var product = new double[vector.Length];
        for (var i = 0; i < product.Length; i++)
        for (var j = 0; j < product.Length; j++)
            product[i] += scale * matrix[i, j] * vector[j];
        return product;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    /// <summary>A point with the value and the gradient there.</summary>
    internal sealed record Point(double[] X, double Value, double[] Gradient)
    {
        public static Point Of(Func<double[], double[], double> function, double[] x)
        {
            var gradient = new double[x.Length];
            return new Point(x, function(x, gradient), gradient);
        }

        public double Slope(double[] direction) => Dot(Gradient, direction);
    }
}
