using System.Collections.Immutable;
using MlPhys.SparseIdentification.Gram;
using MlPhys.SparseIdentification.Laws;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Likelihood;

/// <summary>Chooses and fits the terms of a dynamical law by the likelihood of the measured states themselves: at the
/// present law the likelihood of every other law over the library is quadratic to second order, so that one linearisation
/// gives a Gram system over all candidates of all equations, on which subsets are compared; then the law is refitted.</summary>
/// <param name="trajectories">The measurements.</param>
/// <param name="smooth">Smoothed states [trajectory][state], the first guess of the windows' starts.</param>
/// <param name="candidates">The library.</param>
/// <param name="steps">Length of the windows.</param>
/// <param name="cancellation">Stops the search.</param>
internal sealed class LikelihoodSelection(
    IReadOnlyList<Trajectory> trajectories,
    double[][][] smooth,
    Candidate[] candidates,
    int steps,
    CancellationToken cancellation
)
{
    private const int Rounds = 8;
    private const int SubSteps = 1;
    private const double GainThatCounts = 0.02;
    private readonly Candidate[] linear = [.. candidates.Where(c => c.IsLinear)];
    private readonly ShootingWindows windows = new(trajectories, steps);

    /// <summary>Length of the windows.</summary>
    public int Steps => steps;

    /// <summary>Refits a law and moves its linear terms until the criterion falls no more.</summary>
    public LikelihoodFit Run(Structure start, double[] noise) => Improved(Fit(start, noise), noise);

    /// <summary>Moves the linear terms of a law fitted on these windows until the criterion falls no more.</summary>
    public LikelihoodFit Improved(LikelihoodFit best, double[] noise)
    {
        var tried = new HashSet<string>(StringComparer.Ordinal) { best.Structure.Key };
        for (var round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = Proposal(best, noise);
            if (!tried.Add(next.Key))
                break;
            var fit = Fit(next, noise, best.Starts);
            if (!(fit.Score < best.Score))
                break;
            best = fit;
        }
        return best;
    }

    /// <summary>Fits a law of fixed structure.</summary>
    public LikelihoodFit Fit(Structure structure, double[] noise, double[][]? starts = null)
    {
        var shooting = Shooting(noise);
        var field = structure.Field();
        var first = shooting.At(field, structure.Numbers, starts ?? Starts());
        var free = structure.Free;
        var point = shooting.Maximise(field, first, free, x => structure.With(x).Numbers, GainThatCounts);
        double perState = windows.Measurements / structure.States - windows.Count;
        return new LikelihoodFit(
            structure.With(point.Numbers),
            [.. point.SquaresByState.Select((s, e) => noise[e] * Math.Sqrt(s / perState))],
            Score()(point.Squares, free.Count),
            point.Starts,
            point.Squares / (windows.Measurements - windows.Count * structure.States)
        );
    }

    /// <summary>What a number costs at least: ties of numbers that are there are judged by the plain BIC.</summary>
    public double CostOfTiedNumber => Math.Log(windows.Measurements);

    /// <summary>The misfit part of the criterion.</summary>
    public double Misfit(LikelihoodFit fit) => fit.Score - Score()(windows.Measurements, fit.Structure.Free.Count);

    /// <summary>The states of a fitted law at all samples; the smoothed ones where no window reaches.</summary>
    public double[][][] States(LikelihoodFit fit, double[] noise)
    {
        double[][][] states = [.. smooth.Select(t => t.Select(s => (double[])s.Clone()).ToArray())];
        var field = fit.Structure.Field();
        var shooting = Shooting(noise);
        shooting.Fill(field, shooting.At(field, fit.Structure.Numbers, fit.Starts), states);
        return states;
    }

    /// <summary>The covariance of the numbers of a fit.</summary>
    public double[][] Covariance(LikelihoodFit fit, double[] noise)
    {
        var field = fit.Structure.Field();
        var numbers = fit.Structure.Numbers;
        var shooting = Shooting(noise);
        var free = fit.Structure.Free;
        var system = free.Reduced(shooting.Regression(field, shooting.At(field, numbers, fit.Starts), numbers));
        var inverse = CholeskyFactor.Of(system.Matrix, [.. Enumerable.Range(0, system.Count)]).Inverse();
        return free.Expanded([.. inverse.Select(row => row.Select(v => v * fit.SquaresPerFreedom).ToArray())]);
    }

    private MultipleShooting Shooting(double[] noise) => new(windows, trajectories[0].Inputs.Length, noise, SubSteps);

    private Structure Proposal(LikelihoodFit fit, double[] noise)
    {
        var structure = fit.Structure;
        var bodies = linear.Select(c => c.Body).ToArray();
        var shooting = Shooting(noise);
        var (field, present) = (structure.FullField(bodies), structure.FullNumbers(bodies));
        var point = shooting.At(structure.Field(), structure.Numbers, fit.Starts);
        var system = shooting.Regression(field, point, present);
        int[] kept =
        [
            .. Enumerable.Range(bodies.Length * structure.States, present.Length - bodies.Length * structure.States),
        ];
        var search = new SubsetSearch(system, Score(), kept);
        var found = search.Run([.. structure.LinearPlaces(bodies).Keys, .. kept]);
        return structure with
        {
            Terms =
            [
                .. found
                    .Support.Where(i => !kept.Contains(i))
                    .Select(i => new PlacedTerm(
                        i / bodies.Length,
                        linear[i % bodies.Length],
                        [],
                        found.Coefficients[i],
                        []
                    )),
                .. structure.Terms.Where(t => !t.Candidate.IsLinear),
            ],
        };
    }

    private Func<double, int, double> Score()
    {
        double n = windows.Measurements;
        var pool = trajectories[0].States.Length * candidates.Length;
        return (squares, numbers) => n * Math.Log(squares / n) + numbers * (Math.Log(n) + 2 * Math.Log(pool));
    }

    private double[][] Starts() =>
        [
            .. Enumerable
                .Range(0, trajectories[0].States.Length)
                .Select(e =>
                    Enumerable
                        .Range(0, windows.Count)
                        .Select(lane => smooth[windows[lane].Trajectory][e][windows[lane].First])
                        .ToArray()
                ),
        ];
}
