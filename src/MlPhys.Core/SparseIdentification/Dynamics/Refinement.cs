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

    /// <summary>The law with refined numbers.</summary>
    /// <param name="trajectories">The measurements.</param>
    /// <param name="candidates">The library.</param>
    /// <param name="law">The structure with the numbers of the regression.</param>
    /// <param name="smooth">Smoothed states [trajectory][state].</param>
    /// <param name="noise">Noise level of each state.</param>
    /// <param name="steps">Length of the windows.</param>
    /// <param name="cancellation">Stops the fit.</param>
    public static DynamicsLaw Of(
        IReadOnlyList<Trajectory> trajectories,
        Candidate[] candidates,
        Structure law,
        SmoothedSignal[][] smooth,
        double[] noise,
        int steps,
        CancellationToken cancellation
    )
    {
        var windows = new LikelihoodSelection(
            trajectories,
            [.. smooth.Select(t => t.Select(s => s.Values).ToArray())],
            candidates,
            new Conditions([], trajectories[0], candidates),
            Math.Min(steps, trajectories.Max(t => t.Count) - 1),
            cancellation
        );
        double[] levels =
        [
            .. noise.Zip(trajectories[0].States, (s, c) => Math.Max(s, SmallestNoise * c.Values.Max(Math.Abs))),
        ];
        var fit = windows.Fit(law, levels);
        if (!double.IsFinite(fit.SquaresPerFreedom))
            return new DynamicsLaw(trajectories[0], law, new double[law.Numbers.Length], noise);
        var evidence = new Evidence(trajectories, windows, fit, []);
        double[] errors = [.. evidence.Covariance.Select((row, i) => Math.Sqrt(row[i]))];
        return new DynamicsLaw(trajectories[0], fit.Structure, errors, fit.Noise) { Evidence = evidence };
    }
}
