using MlPhys.SparseIdentification.Derivatives;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Likelihood;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>The numbers of a law of given structure by the likelihood of the measured states over short windows, which smoothing does
/// not bias; those of the regression where the law does not follow the data.</summary>
internal static class Refinement
{
    private const double SmallestNoise = 1e-9;
    private const double Following = 1.1;
    private const int Growth = 4;

    /// <summary>The law with refined numbers.</summary>
    /// <param name="trajectories">The measurements.</param>
    /// <param name="candidates">The library.</param>
    /// <param name="law">The structure with the numbers of the regression.</param>
    /// <param name="smooth">Smoothed states [trajectory][state].</param>
    /// <param name="noise">Noise level of each state.</param>
    /// <param name="steps">Length of the first windows.</param>
    /// <param name="longest">Length up to which they grow while the law follows the data.</param>
    /// <param name="cancellation">Stops the fit.</param>
    public static DynamicsLaw Of(
        IReadOnlyList<Trajectory> trajectories,
        Candidate[] candidates,
        Structure law,
        SmoothedSignal[][] smooth,
        double[] noise,
        int steps,
        int longest,
        CancellationToken cancellation
    )
    {
        var most = trajectories.Max(t => t.Count) - 1;
        double[] levels =
        [
            .. noise.Zip(trajectories[0].States, (s, c) => Math.Max(s, SmallestNoise * c.Values.Max(Math.Abs))),
        ];
        var windows = Windows(steps, [.. smooth.Select(t => t.Select(s => s.Values).ToArray())]);
        var fit = windows.Fit(law, levels);
        if (!double.IsFinite(fit.SquaresPerFreedom))
            return new DynamicsLaw(trajectories[0], law, new double[law.Numbers.Length], noise);
        while (windows.Steps * Growth <= longest)
        {
            var longer = Windows(windows.Steps * Growth, windows.States(fit, fit.Noise));
            var next = longer.Fit(fit.Structure, fit.Noise);
            if (!(next.SquaresPerFreedom < Following))
                break;
            (windows, fit) = (longer, next);
        }
        var evidence = new Evidence(trajectories, windows, fit, []);
        double[] errors = [.. evidence.Covariance.Select((row, i) => Math.Sqrt(row[i]))];
        return new DynamicsLaw(trajectories[0], fit.Structure, errors, fit.Noise) { Evidence = evidence };

        LikelihoodSelection Windows(int length, double[][][] states) =>
            new(
                trajectories,
                states,
                candidates,
                new([], trajectories[0], candidates),
                Math.Min(length, most),
                cancellation
            );
    }
}
