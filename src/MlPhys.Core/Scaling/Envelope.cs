using System.Collections.Immutable;

namespace MlPhys.Scaling;

/// <summary>The envelope approach: at each compute the size whose curve is lowest, then a power law through those sizes.</summary>
/// <remarks>Source: Hoffmann et al. (2022), approach 1.</remarks>
/// <param name="Lowest">Lowest interpolated loss at each compute, with the size that has it.</param>
/// <param name="ModelExponent">a in N ~ C^a through the lowest points.</param>
public sealed record Envelope(ImmutableArray<ComputeOptimum> Lowest, double ModelExponent)
{
    /// <summary>Takes the points of each size as its curve of loss against compute.</summary>
    /// <param name="points">At least three sizes, each with two points or more.</param>
    /// <param name="perDecade">Computes looked at in each decade.</param>
    /// <exception cref="ArgumentException">Fewer than three sizes have a curve.</exception>
    public static Envelope Fit(IEnumerable<ScalingPoint> points, int perDecade = 100)
    {
        var curves = ScalingTable
            .Of(points)
            .Points.GroupBy(p => p.N)
            .Select(g => new Curve(g.Key, [.. g.OrderBy(p => p.Compute)]))
            .Where(c => c.Points.Length > 1)
            .OrderBy(c => c.N)
            .ToArray();
        if (curves.Length < 3)
            throw new ArgumentException(
                $"{curves.Length} sizes have two points or more; at least 3 are needed",
                nameof(points)
            );
        var (low, high) = (curves.Min(c => c.LogLow), curves.Max(c => c.LogHigh));
        var steps = (int)Math.Ceiling((high - low) / Math.Log(10) * perDecade);
        ComputeOptimum[] lowest =
        [
            .. Enumerable
                .Range(0, steps + 1)
                .Select(i => low + (high - low) * i / steps)
                .Select(logC => BestAt(curves, logC))
                .OfType<ComputeOptimum>(),
        ];
        // A size that is lowest where no smaller or larger one was run says nothing about the optimum.
        ComputeOptimum[] inner = [.. lowest.Where(o => o.N > curves[0].N && o.N < curves[^1].N)];
        if (inner.Select(o => o.N).Distinct().Count() < 2)
            throw new ArgumentException("fewer than two inner sizes reach the envelope", nameof(points));
        var line = MathNet.Numerics.Fit.Line(
            [.. inner.Select(o => Math.Log(o.Compute))],
            [.. inner.Select(o => Math.Log(o.N))]
        );
        return new Envelope([.. lowest], line.B);
    }

    private static ComputeOptimum? BestAt(Curve[] curves, double logC) =>
        curves
            .Where(c => c.LogLow <= logC && logC <= c.LogHigh)
            .Select(c => (c.N, Loss: c.LossAt(logC)))
            .OrderBy(c => c.Loss)
            .Select(c => new ComputeOptimum(Math.Exp(logC), c.N, Math.Exp(logC) / (6 * c.N), c.Loss))
            .FirstOrDefault();

    private sealed record Curve(double N, ScalingPoint[] Points)
    {
        public double LogLow => Math.Log(Points[0].Compute);
        public double LogHigh => Math.Log(Points[^1].Compute);

        /// <summary>Loss between neighbouring points, linear in the logarithms.</summary>
        public double LossAt(double logC)
        {
            var after = Math.Clamp(Array.FindIndex(Points, p => Math.Log(p.Compute) >= logC), 1, Points.Length - 1);
            var (a, b) = (Points[after - 1], Points[after]);
            var share = (logC - Math.Log(a.Compute)) / Math.Log(b.Compute / a.Compute);
            return a.Loss * Math.Pow(b.Loss / a.Loss, share);
        }
    }
}
