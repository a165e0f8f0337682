namespace MlPhys.Numerics.Quadrature;

/// <summary>An integral with an estimate of its error.</summary>
/// <param name="Value">Integral.</param>
/// <param name="ErrorEstimate">Estimate of the absolute error, usually far too large.</param>
/// <param name="Evaluations">Evaluations of the integrand.</param>
/// <param name="Converged">Whether the estimate met the tolerance within the limit of intervals.</param>
public sealed record Integral(double Value, double ErrorEstimate, int Evaluations, bool Converged);

/// <summary>Adaptive Gauss-Kronrod quadrature (7 and 15 nodes), bisecting where the error is greatest.</summary>
/// <remarks>Piessens et al., QUADPACK (1983), routines QAG and QAGI: an infinite end is mapped to a finite one by x = a + t/(1 - t).</remarks>
public static class GaussKronrod
{
    private static readonly double[] Nodes =
    [
        0.991455371120812639206854697526329,
        0.949107912342758524526189684047851,
        0.864864423359769072789712788640926,
        0.741531185599394439863864773280788,
        0.586087235467691130294144691671318,
        0.405845151377397166906606412076961,
        0.207784955007898467600689403773245,
        0,
    ];

    private static readonly double[] KronrodWeights =
    [
        0.022935322010529224963732008058970,
        0.063092092629978553290700663189204,
        0.104790010322250183839876322541518,
        0.140653259715525918745189590510238,
        0.169004726639267902826583426598550,
        0.190350578064785409913256402421014,
        0.204432940075298892414161999234649,
        0.209482141084727828012999174891714,
    ];

    private static readonly double[] GaussWeights =
    [
        0,
        0.129484966168869693270611432679082,
        0,
        0.279705391489276667901467771423780,
        0,
        0.381830050505118944950369775488975,
        0,
        0.417959183673469387755102040816327,
    ];

    /// <summary>Integrates over an interval, whose ends may be infinite.</summary>
    /// <param name="function">Integrand; not evaluated at the ends.</param>
    /// <param name="from">Lower end.</param>
    /// <param name="to">Upper end.</param>
    /// <param name="relative">Relative tolerance.</param>
    /// <param name="absolute">Absolute tolerance.</param>
    /// <param name="intervals">Greatest number of intervals.</param>
    /// <exception cref="ArgumentException">An end is NaN.</exception>
    /// <exception cref="ArithmeticException">The integrand is not finite at a node.</exception>
    public static Integral Integrate(
        Func<double, double> function,
        double from,
        double to,
        double relative = 1e-10,
        double absolute = 1e-14,
        int intervals = 1000
    )
    {
        if (double.IsNaN(from) || double.IsNaN(to))
            throw new ArgumentException(
                $"the interval is [{from}, {to}]; its ends are numbers or infinite",
                nameof(from)
            );
        if (from > to)
        {
            var reversed = Integrate(function, to, from, relative, absolute, intervals);
            return reversed with { Value = -reversed.Value };
        }
        var (integrand, a, b) = Finite(function, from, to);
        var parts = new PriorityQueue<Part, double>();
        var whole = Apply(integrand, a, b);
        parts.Enqueue(whole, -whole.Error);
        var (value, error, count) = (whole.Value, whole.Error, 1);
        for (; error > Math.Max(absolute, relative * Math.Abs(value)) && count < intervals; count++)
        {
            var worst = parts.Dequeue();
            var middle = 0.5 * (worst.From + worst.To);
            var (left, right) = (Apply(integrand, worst.From, middle), Apply(integrand, middle, worst.To));
            parts.Enqueue(left, -left.Error);
            parts.Enqueue(right, -right.Error);
            // Summed anew, so that rounding does not build up over many bisections.
            value = parts.UnorderedItems.Sum(p => p.Element.Value);
            error = parts.UnorderedItems.Sum(p => p.Element.Error);
        }
        return new Integral(
            value,
            error,
            15 * (2 * count - 1),
            error <= Math.Max(absolute, relative * Math.Abs(value))
        );
    }

    private static (Func<double, double> Integrand, double From, double To) Finite(
        Func<double, double> function,
        double from,
        double to
    )
    {
        if (double.IsInfinity(from) && double.IsInfinity(to))
            return (t => Line(function, t) + Line(function, -t), 0, 1);
        if (double.IsPositiveInfinity(to))
            return (t => function(from + t / (1 - t)) / ((1 - t) * (1 - t)), 0, 1);
        if (double.IsNegativeInfinity(from))
            return (t => function(to - t / (1 - t)) / ((1 - t) * (1 - t)), 0, 1);
        return (function, from, to);
    }

    private static double Line(Func<double, double> function, double t) =>
        function(t / (1 - Math.Abs(t))) / ((1 - Math.Abs(t)) * (1 - Math.Abs(t)));

    private static Part Apply(Func<double, double> function, double from, double to)
    {
        var (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
        var (kronrod, gauss) = (0.0, 0.0);
        for (var i = 0; i < Nodes.Length; i++)
        {
            var sum = At(function, middle + half * Nodes[i]);
            if (i < Nodes.Length - 1)
                sum += At(function, middle - half * Nodes[i]);
            kronrod += KronrodWeights[i] * sum;
            gauss += GaussWeights[i] * sum;
        }
        return new Part(from, to, half * kronrod, Math.Abs(half * (kronrod - gauss)));
    }

    private static double At(Func<double, double> function, double x) =>
        function(x) is var value && double.IsFinite(value)
            ? value
            : throw new ArithmeticException($"the integrand is {value} at the node {x}");

    private readonly record struct Part(double From, double To, double Value, double Error);
}
