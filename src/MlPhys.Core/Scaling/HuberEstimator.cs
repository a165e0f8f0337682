using MlPhys.Numerics.Optimisation;

namespace MlPhys.Scaling;

/// <summary>min over (a, b, e, alpha, beta) of sum Huber(logsumexp(a - alpha ln N, b - beta ln D, e) - ln L).</summary>
internal sealed record HuberEstimator(double Delta) : JointEstimator
{
    private const int Polished = 20;
    private readonly Bfgs optimiser = new(GradientTolerance: 1e-10, MaxIterations: 2000);

    internal override (JointLaw Law, double Objective) Estimate(ScalingTable table)
    {
        var objective = Objective(table);
        var scratch = new double[5];
        var best = Starts()
            .OrderBy(start => objective(start, scratch))
            .Take(Polished)
            .Select(start => optimiser.Minimise(objective, start))
            .MinBy(found => found.Value)!;
        return (Law(best.X), best.Value);
    }

    internal override JointLaw Refine(ScalingTable table, JointLaw from)
    {
        const double smallest = 1e-12;
        double[] start =
        [
            Math.Log(Math.Max(from.A, smallest)),
            Math.Log(Math.Max(from.B, smallest)),
            Math.Log(Math.Max(from.E, smallest)),
            from.Alpha,
            from.Beta,
        ];
        return Law(optimiser.Minimise(Objective(table), start).X);
    }

    private static JointLaw Law(double[] x) => new(Math.Exp(x[2]), Math.Exp(x[0]), Math.Exp(x[1]), x[3], x[4]);

    /// <summary>The 4,500 starts of Hoffmann et al. (2022).</summary>
    private static IEnumerable<double[]> Starts() =>
        from a in new[] { 0.0, 5, 10, 15, 20, 25 }
        from b in new[] { 0.0, 5, 10, 15, 20, 25 }
        from e in new[] { -1.0, -0.5, 0, 0.5, 1 }
        from alpha in new[] { 0.0, 0.5, 1, 1.5, 2 }
        from beta in new[] { 0.0, 0.5, 1, 1.5, 2 }
        select new[] { a, b, e, alpha, beta };

    private Func<double[], double[], double> Objective(ScalingTable table)
    {
        var logN = table.Points.Select(p => Math.Log(p.N)).ToArray();
        var logD = table.Points.Select(p => Math.Log(p.D)).ToArray();
        var logL = table.Points.Select(p => Math.Log(p.Loss)).ToArray();
        return (x, gradient) =>
        {
            var sum = 0.0;
            Array.Clear(gradient);
            for (var i = 0; i < logL.Length; i++)
            {
                var (size, data, floor) = (x[0] - x[3] * logN[i], x[1] - x[4] * logD[i], x[2]);
                var top = Math.Max(size, Math.Max(data, floor));
                var (p, q, r) = (Math.Exp(size - top), Math.Exp(data - top), Math.Exp(floor - top));
                var total = p + q + r;
                var residual = top + Math.Log(total) - logL[i];
                var slope = Math.Clamp(residual, -Delta, Delta) / total;
                sum += Math.Abs(residual) <= Delta ? residual * residual / 2 : Delta * (Math.Abs(residual) - Delta / 2);
                gradient[0] += slope * p;
                gradient[1] += slope * q;
                gradient[2] += slope * r;
                gradient[3] -= slope * p * logN[i];
                gradient[4] -= slope * q * logD[i];
            }
            return sum;
        };
    }
}
