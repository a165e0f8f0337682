namespace MlPhys.Scaling;

internal sealed record VariableProjectionEstimator : JointEstimator
{
    internal override (JointLaw Law, double Objective) Estimate(ScalingTable table)
    {
        double[] exponents = [0.05, 0.1, 0.2, 0.3, 0.45, 0.65, 0.9, 1.3];
        return Solve(table, from alpha in exponents from beta in exponents select new[] { alpha, beta }, polished: 8);
    }

    internal override JointLaw Refine(ScalingTable table, JointLaw from) =>
        Solve(
            table,
            [
                [from.Alpha, from.Beta],
            ],
            polished: 1
        ).Law;

    private static (JointLaw Law, double Objective) Solve(
        ScalingTable table,
        IEnumerable<double[]> starts,
        int polished
    )
    {
        var points = table.Points;
        var logN = points.Select(p => Math.Log(p.N)).ToArray();
        var logD = points.Select(p => Math.Log(p.D)).ToArray();
        void Columns(double[] theta, int i, double[] f, double[,] df)
        {
            (f[0], f[1], f[2]) = (1, Math.Exp(-theta[0] * logN[i]), Math.Exp(-theta[1] * logD[i]));
            (df[1, 0], df[2, 1]) = (-logN[i] * f[1], -logD[i] * f[2]);
        }
        var best = new SeparableFit([.. points.Select(p => p.Loss)], Columns, 3).Solve(starts, polished);
        var (c, theta) = (best.Coefficients, best.Theta);
        return (new JointLaw(c[0], c[1], c[2], theta[0], theta[1]), best.Objective);
    }
}
