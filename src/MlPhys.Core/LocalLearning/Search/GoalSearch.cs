using MlPhys.Runs;

namespace MlPhys.LocalLearning;

/// <summary>
/// Searches for the goal with which a classifier learns best: CMA-ES over the weights of the atoms, each on [-1, 1].
/// </summary>
/// <remarks>The search of Schneider et al., arXiv 2412.02482, section 4.</remarks>
/// <example><c>GoalSearch.With(classifier).WithTrials(240).Run()</c></example>
public sealed record GoalSearch
{
    private readonly InfomorphicClassifier _classifier;

    private GoalSearch(InfomorphicClassifier classifier) => _classifier = classifier;

    /// <summary>Goals tried at most; whole generations are run.</summary>
    public int Trials { get; private init; } = 240;

    /// <summary>First step size of the search.</summary>
    public double Step { get; private init; } = 0.4;

    /// <summary>
    /// Seed of the search. All trials of a generation train with one seed derived from it, so that they differ by their goals alone; the
    /// next generation has another, so that no goal is fitted to one draw.
    /// </summary>
    public long Seed { get; private init; }

    /// <summary>Path of the checkpoint; empty: none.</summary>
    public string CheckpointPath { get; private init; } = "";

    /// <summary>Sources that the goal speaks of; F, C and L unless set.</summary>
    public IReadOnlyList<string> Sources { get; private init; } = ["F", "C", "L"];

    /// <summary>Begins a search with a classifier that says everything but the goal: examples, hidden neurons, epochs.</summary>
    public static GoalSearch With(InfomorphicClassifier classifier) => new(classifier);

    /// <summary>Sets the number of trials.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public GoalSearch WithTrials(int trials)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        return this with { Trials = trials };
    }

    /// <summary>Sets the first step size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public GoalSearch WithStep(double step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        return this with { Step = step };
    }

    /// <summary>Sets the sources: F and C, F and L, or F, C and L.</summary>
    public GoalSearch WithSources(params IEnumerable<string> sources) => this with { Sources = [.. sources] };

    /// <summary>Sets the seed.</summary>
    public GoalSearch WithSeed(long seed) => this with { Seed = seed };

    /// <summary>Saves after every generation to a file, and goes on from what is there.</summary>
    public GoalSearch WithCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return this with { CheckpointPath = path };
    }

    /// <summary>Runs the search; the trials of a generation run in parallel, one thread each.</summary>
    /// <param name="progress">Told after each generation.</param>
    /// <param name="cancellation">Stops between batches; whole generations stay in the checkpoint.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="InvalidDataException">The checkpoint belongs to another search.</exception>
    public GoalSearchResult Run(IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var size = Goal.OfAtoms(Sources, []).Atoms.Length;
        var strategy = new CmaEs(new double[size], Step, Seeds.Derive(Seed, "search"));
        var trials = new List<GoalTrial>();
        var fingerprint = FormattableString.Invariant(
            $"{string.Concat(Sources)} {Step:R} {Seed} {_classifier.WithGoal(Candidate(new double[size])).Fingerprint()} {_classifier.Epochs}"
        );
        var file = CheckpointPath.Length > 0 ? CheckpointFile.At(CheckpointPath, "goal-search", fingerprint) : null;
        if (file is { Exists: true })
            Resume(file.Load().State, strategy, trials);
        while (trials.Count + strategy.Population <= Math.Max(Trials, strategy.Population))
        {
            Generation(strategy, trials, cancellation);
            file?.Save(State(strategy, trials));
            progress?.Report(
                new RunProgress(
                    "goal search",
                    trials.Count,
                    Trials,
                    FormattableString.Invariant($"best {trials.Max(t => t.Accuracy):0.0000}")
                )
            );
        }
        return new GoalSearchResult([.. trials], Candidate(Clamped(strategy.Mean)));
    }

    private void Generation(CmaEs strategy, List<GoalTrial> trials, CancellationToken cancellation)
    {
        var samples = strategy.Ask();
        var accuracies = new double[samples.Length];
        Parallel.For(
            0,
            samples.Length,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = Environment.ProcessorCount,
                CancellationToken = cancellation,
            },
            i =>
            {
                var trained = _classifier
                    .WithGoal(Candidate(Clamped(samples[i])))
                    .WithSeed(Seeds.Derive(Seed, "generation", strategy.Generation))
                    .WithThreads(1)
                    .Train(cancellation: cancellation);
                accuracies[i] = trained.History[^1].ValidationAccuracy;
            }
        );
        for (var i = 0; i < samples.Length; i++)
            trials.Add(new GoalTrial(trials.Count + 1, strategy.Generation + 1, accuracies[i], Clamped(samples[i])));
        strategy.Tell([.. samples.Select((sample, i) => Outside(sample) - accuracies[i])]);
    }

    private Goal Candidate(double[] weights) => Goal.OfWeights(Sources, weights, "found by search");

    private static double[] Clamped(double[] sample) => [.. sample.Select(weight => Math.Clamp(weight, -1, 1))];

    /// <summary>What leaving the cube costs, so that the search comes back.</summary>
    private static double Outside(double[] sample) =>
        0.1 * sample.Sum(weight => Math.Pow(Math.Max(0, Math.Abs(weight) - 1), 2));

    private static Checkpoint State(CmaEs strategy, List<GoalTrial> trials) =>
        Checkpoint
            .Empty.With("strategy", strategy.Save())
            .With("accuracy", trials.Select(t => t.Accuracy).ToArray())
            .With("generation", trials.Select(t => t.Generation).ToArray())
            .With("weights", trials.SelectMany(t => t.Weights).ToArray());

    private static void Resume(Checkpoint state, CmaEs strategy, List<GoalTrial> trials)
    {
        strategy.Restore(state.Array("strategy").Doubles());
        var accuracies = state.Array("accuracy").Doubles();
        var generations = state.Array("generation").As<int>();
        var weights = state.Array("weights").Doubles().Chunk(strategy.Mean.Length).ToArray();
        for (var i = 0; i < accuracies.Length; i++)
            trials.Add(new GoalTrial(i + 1, generations[i], accuracies[i], weights[i]));
    }
}
