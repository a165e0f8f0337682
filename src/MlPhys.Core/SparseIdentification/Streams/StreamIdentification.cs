using System.Collections.Immutable;
using MlPhys.Runs;
using MlPhys.SparseIdentification.Dynamics;
using MlPhys.SparseIdentification.Gram;
using MlPhys.SparseIdentification.Laws;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Likelihood;
using MlPhys.SparseIdentification.Solvers;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Streams;

/// <summary>The identification of x' = f(x) from a stream of samples: one pass, of which only the products of the candidates
/// are kept.</summary>
public sealed record StreamIdentification
{
    private readonly ImmutableArray<string> states;

    internal StreamIdentification(ImmutableArray<string> states)
    {
        if (states.IsEmpty || states.Distinct(StringComparer.Ordinal).Count() != states.Length)
            throw new ArgumentException(
                $"the states are '{string.Join(", ", states)}', expected at least one and no name twice",
                nameof(states)
            );
        this.states = states;
    }

    /// <summary>The functions to choose from.</summary>
    public Library Library { get; private init; } = Library.Polynomial(2);

    /// <summary>The sparse solver.</summary>
    public Solver Solver { get; private init; } = Solver.Ssr();

    /// <summary>Threads for each block; the law does not depend on them.</summary>
    public int Threads { get; private init; } = 1;

    /// <summary>Sets the library.</summary>
    public StreamIdentification WithLibrary(Library library) => this with { Library = library };

    /// <summary>Sets the solver.</summary>
    public StreamIdentification WithSolver(Solver solver) => this with { Solver = solver };

    /// <summary>Sets the number of threads.</summary>
    public StreamIdentification WithThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return this with { Threads = threads };
    }

    /// <summary>The law after one pass over all blocks.</summary>
    /// <param name="blocks">The samples, read once and in order.</param>
    /// <param name="progress">Told after each block of the samples read; their number in all is not known.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <exception cref="ArgumentException">A block with another number of columns, of different lengths, or with values that are not finite.</exception>
    /// <exception cref="InvalidOperationException">Inner parameters, collinear candidates, or fewer samples than candidates.</exception>
    public DynamicsLaw Fit(
        IEnumerable<SampleBlock> blocks,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var candidates = Library.Candidates(states.Length).ToArray();
        if (candidates.FirstOrDefault(c => !c.IsLinear) is { } parametric)
            throw new InvalidOperationException(
                $"'{parametric.Family}' has inner parameters, which streams do not fit"
            );
        var sums = new GramAccumulator([.. candidates.Select(c => c.Body)], states.Length);
        foreach (var block in blocks)
        {
            cancellation.ThrowIfCancellationRequested();
            Require(block, sums.Samples);
            sums.Add(block.States, block.Slopes, Threads);
            progress?.Report(new RunProgress("samples", sums.Samples, 0));
        }
        if (sums.Samples < candidates.Length)
            throw new InvalidOperationException(
                $"{candidates.Length} candidates for {sums.Samples} samples, expected no more terms than rows"
            );
        return Law(sums, candidates);
    }

    private DynamicsLaw Law(GramAccumulator sums, Candidate[] candidates)
    {
        var names = states.Aggregate(Trajectory.At([]), (t, name) => t.With(name, []));
        var (terms, errors, residuals) = (new List<PlacedTerm>(), new List<double>(), new List<double>());
        for (var e = 0; e < states.Length; e++)
        {
            var system = sums.System(e);
            Collinearity.Check(system, candidates, states);
            var fit = Solver.Solve(system);
            var variance = fit.Rss / Math.Max(1, system.Rows - fit.Support.Length);
            terms.AddRange(fit.Support.Select(j => new PlacedTerm(e, candidates[j], [], fit.Coefficients[j], [])));
            errors.AddRange(fit.Factor.InverseDiagonal().Select(v => Math.Sqrt(v * variance)));
            residuals.Add(double.NaN);
        }
        return new DynamicsLaw(names, new Structure(states.Length, [.. terms]), errors, residuals);
    }

    private void Require(SampleBlock block, long before)
    {
        if (block.States.Length != states.Length || block.Slopes.Length != states.Length)
            throw new ArgumentException(
                $"a block has {block.States.Length} columns of states and {block.Slopes.Length} of slopes, expected {states.Length}",
                nameof(block)
            );
        var length = block.States[0].Length;
        foreach (var (index, column) in block.States.Concat(block.Slopes).Index())
        {
            if (column.Length != length)
                throw new ArgumentException(
                    $"column '{states[index % states.Length]}' has {column.Length} values, expected {length}",
                    nameof(block)
                );
            var sum = 0.0;
            foreach (var x in column)
                sum += x * 0;
            if (sum != 0)
                throw new ArgumentException(
                    $"column '{states[index % states.Length]}' has a value that is not finite, first at sample "
                        + (before + Array.FindIndex(column, x => !double.IsFinite(x)) + 1),
                    nameof(block)
                );
        }
    }
}
