using System.Collections.Immutable;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Gram;
using MlPhys.SparseIdentification.Laws;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Solvers;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Likelihood;

/// <summary>Chooses and fits the terms of a dynamical law by the likelihood of the measured states themselves: at the
/// present law the likelihood of every other law over the library is quadratic to second order, so that one linearisation
/// gives a Gram system over all candidates of all equations, on which subsets are compared; then the law is refitted.</summary>
/// <param name="trajectories">The measurements.</param>
/// <param name="smooth">Smoothed states [trajectory][state], the first guess of the windows' starts.</param>
/// <param name="candidates">The library.</param>
/// <param name="conditions">Conditions on the coefficients.</param>
/// <param name="steps">Length of the windows.</param>
/// <param name="cancellation">Stops the search.</param>
internal sealed class LikelihoodSelection(
    IReadOnlyList<Trajectory> trajectories,
    double[][][] smooth,
    Candidate[] candidates,
    Conditions conditions,
    int steps,
    CancellationToken cancellation
)
{
    private const int Rounds = 8;
    private const int MostAdditions = 10;
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
        var free = Free(structure);
        var point = shooting.Maximise(field, first, free, x => structure.With(x).Numbers, GainThatCounts);
        double perState = windows.Measurements / structure.States - windows.Count;
        return new LikelihoodFit(
            structure.With(point.Numbers),
            [.. point.SquaresByState.Select((s, e) => noise[e] * Math.Sqrt(s / perState))],
            free.Meets(point.Numbers) ? Score()(point.Squares, free.Count) : double.PositiveInfinity,
            point.Starts,
            point.Squares / Freedom
        );
    }

    /// <summary>What a number costs at least: ties of numbers that are there are judged by the plain BIC.</summary>
    public double CostOfTiedNumber => Math.Log(windows.Measurements);

    /// <summary>The sum of squares of a fit over its noise.</summary>
    public double Squares(LikelihoodFit fit) => fit.SquaresPerFreedom * Freedom;

    private double Freedom => windows.Measurements - windows.Count * trajectories[0].States.Length;

    /// <summary>Laws with one linear term more or less, by the quadratic likelihood, and their excess of the criterion.</summary>
    /// <returns>None where there are conditions, which would couple the terms.</returns>
    public IEnumerable<(Structure Law, double Excess)> Neighbours(LikelihoodFit fit)
    {
        if (conditions.Any)
            return [];
        var bodies = linear.Select(c => c.Body).ToArray();
        var (system, kept) = Quadratic(fit, bodies, fit.Noise);
        var score = Score();
        int[] present = [.. fit.Structure.LinearPlaces(bodies).Keys, .. kept];
        var own = system.Fit(present);
        var without = present.Except(kept).Select(j => system.Fit([.. present.Where(k => k != j)]));
        var gains = new SubsetSearch(system, score, kept).Gains(own);
        var most = gains.Index().Where(g => g.Item > 0).OrderByDescending(g => g.Item).Take(MostAdditions);
        return without
            .Concat(most.Select(g => system.Fit([.. present.Append(g.Index)])))
            .Select(f =>
                (
                    Placed(fit.Structure, f.Support, f.Coefficients, kept, bodies),
                    score(f.Rss, f.Support.Length) - score(own.Rss, own.Support.Length)
                )
            );
    }

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
        var free = Free(fit.Structure);
        var system = free.Reduced(shooting.Regression(field, shooting.At(field, numbers, fit.Starts), numbers));
        return [.. free.Covariance(system).Select(row => row.Select(v => v * fit.SquaresPerFreedom).ToArray())];
    }

    private FreeNumbers Free(Structure structure) => structure.Free with { Conditions = conditions.On(structure) };

    private MultipleShooting Shooting(double[] noise) => new(windows, trajectories[0].Inputs.Length, noise, SubSteps);

    private Structure Proposal(LikelihoodFit fit, double[] noise)
    {
        var bodies = linear.Select(c => c.Body).ToArray();
        var (system, kept) = Quadratic(fit, bodies, noise);
        if (conditions.Any)
        {
            var score = Score();
            var bound = ConstrainedPath
                .Of(new ConstrainedSystem(system, conditions.On(fit.Structure, bodies)), system.Alive, kept)
                .MinBy(f => score(f.Rss, f.Support.Length))!;
            return Placed(fit.Structure, bound.Support, bound.Coefficients, kept, bodies);
        }
        var search = new SubsetSearch(system, Score(), kept);
        var found = search.Run([.. fit.Structure.LinearPlaces(bodies).Keys, .. kept]);
        return Placed(fit.Structure, found.Support, found.Coefficients, kept, bodies);
    }

    /// <summary>The quadratic likelihood at a fit over all linear candidates of all equations, and the places of inner numbers.</summary>
    private (GramSystem System, int[] Kept) Quadratic(LikelihoodFit fit, Formula[] bodies, double[] noise)
    {
        var structure = fit.Structure;
        var shooting = Shooting(noise);
        var (field, present) = (structure.FullField(bodies), structure.FullNumbers(bodies));
        var point = shooting.At(structure.Field(), structure.Numbers, fit.Starts);
        var first = bodies.Length * structure.States;
        return (shooting.Regression(field, point, present), [.. Enumerable.Range(first, present.Length - first)]);
    }

    private Structure Placed(Structure structure, int[] support, double[] coefficients, int[] kept, Formula[] bodies) =>
        structure with
        {
            Ties = [],
            Terms =
            [
                .. support
                    .Where(i => !kept.Contains(i))
                    .Select(i => new PlacedTerm(i / bodies.Length, linear[i % bodies.Length], [], coefficients[i], [])),
                .. structure.Terms.Where(t => !t.Candidate.IsLinear),
            ],
        };

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
