namespace MlPhys.Scaling;

/// <summary>Fits the joint law L(N, D) = E + A / N^alpha + B / D^beta to a table of trained models.</summary>
/// <example><code>
/// let fit = JointScaling.For(points).WithBootstrap(200, seed = 1L).Fit()
/// </code></example>
public sealed record JointScaling
{
    private const int LeastPoints = 6;
    private readonly ScalingTable table;
    private JointEstimator estimator = JointEstimator.Huber();
    private int repetitions;
    private long seed;

    private JointScaling(ScalingTable table) => this.table = table;

    /// <summary>Takes up the points.</summary>
    /// <exception cref="ArgumentException">A row that is not positive and finite, or fewer than six points.</exception>
    public static JointScaling For(IEnumerable<ScalingPoint> points)
    {
        var checkedTable = ScalingTable.Of(points);
        checkedTable.RequireAtLeast(LeastPoints, "the joint law");
        RequireSpread(checkedTable, p => p.N, "N");
        RequireSpread(checkedTable, p => p.D, "D");
        return new JointScaling(checkedTable);
    }

    /// <summary>Chooses the estimator; without this step Huber's with delta = 1e-3.</summary>
    public JointScaling WithEstimator(JointEstimator estimator) => this with { estimator = estimator };

    /// <summary>Adds intervals from tables resampled over cells (N, D) and, within them, over seeds.</summary>
    /// <param name="repetitions">Resampled tables; 200 or more for 95 % intervals.</param>
    /// <param name="seed">Seed of the resampling.</param>
    public JointScaling WithBootstrap(int repetitions, long seed) =>
        this with
        {
            repetitions = repetitions,
            seed = seed,
        };

    /// <summary>Runs the fit.</summary>
    public JointScalingFit Fit()
    {
        var (law, objective) = estimator.Estimate(table);
        var resampled = ParameterInterval.Resample(table, repetitions, seed, some => Row(estimator.Refine(some, law)));
        return new JointScalingFit(
            law,
            objective,
            table,
            [.. ParameterInterval.Of(["E", "A", "B", "alpha", "beta", "a"], Row(law), resampled)],
            [.. resampled.Select(r => new JointLaw(r[0], r[1], r[2], r[3], r[4]))],
            HeldOutError()
        );
    }

    private static double[] Row(JointLaw law) => [law.E, law.A, law.B, law.Alpha, law.Beta, law.ModelExponent];

    /// <summary>Rms log error on the largest budget of a law fitted without it; NaN where too little is left.</summary>
    private double HeldOutError()
    {
        var (rest, heldOut) = table.SplitLargestBudget();
        if (rest.Points.Length < LeastPoints)
            return double.NaN;
        var law = estimator.Estimate(rest).Law;
        return Math.Sqrt(heldOut.Average(p => Math.Pow(Math.Log(law.Loss(p.N, p.D) / p.Loss), 2)));
    }

    private static void RequireSpread(ScalingTable points, Func<ScalingPoint, double> column, string name)
    {
        var values = points.Points.Select(column).Distinct().Count();
        if (values < 3)
            throw new ArgumentException(
                $"column '{name}' has {values} different values; the joint law needs at least 3",
                nameof(points)
            );
    }
}
