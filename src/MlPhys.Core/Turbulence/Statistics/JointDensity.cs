using MlPhys.Figures;

namespace MlPhys.Turbulence.Statistics;

/// <summary>The joint density of the invariants Q = -½ Tr A² and R = -⅓ Tr A³ in units of the Kolmogorov time.</summary>
/// <param name="R">Middles of the bins of R.</param>
/// <param name="Q">Middles of the bins of Q.</param>
/// <param name="Values">Density [Q, R]; 0 where nothing was found.</param>
public sealed record JointDensity(double[] R, double[] Q, double[,] Values)
{
    /// <summary>The density in decades with Vieillefosse's line 27 R²/4 + Q³ = 0.</summary>
    public Figure Figure()
    {
        var seen = (double[,])Values.Clone();
        for (var i = 0; i < Q.Length; i++)
        for (var j = 0; j < R.Length; j++)
            if (seen[i, j] == 0)
                seen[i, j] = double.NaN;
        double[] q = [.. Enumerable.Range(0, 201).Select(i => Q[0] * (1 - i / 200.0))];
        double[] r = [.. q.Select(v => Math.Sqrt(-4 * v * v * v / 27))];
        return Figures
            .Figure.Titled("Invariants of the velocity gradient")
            .WithXAxis("R \\tau_\\eta^3", range: (R[0], R[^1]))
            .WithYAxis("Q \\tau_\\eta^2", range: (Q[0], Q[^1]))
            .WithHeatMap(R, Q, seen, name: "density", logColor: true)
            .WithLine([.. r.Select(v => -v), .. r.Reverse()], [.. q, .. q.Reverse()], color: "#d55e00", width: 1.5)
            .WithSize(560, 480);
    }
}
