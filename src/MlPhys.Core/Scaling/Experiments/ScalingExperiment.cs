using System.Collections.Immutable;
using System.Text.Json;
using MlPhys.Runs;

namespace MlPhys.Scaling.Experiments;

/// <summary>A declarative plan: every combination of its axes is one run with a key of its own.</summary>
/// <remarks>Immutable; nothing runs before <see cref="Run"/>. Rows do not depend on order, grouping, workers or interruptions.</remarks>
/// <example><code>
/// let results =
///     ScalingExperiment.On("digits").WithWidths(16, 64, 256).WithSamples(512).WithSeeds(1L, 2L).Run "runs/digits"
/// </code></example>
public sealed record ScalingExperiment
{
    private ScalingExperiment() { }

    /// <summary>Data sets.</summary>
    public ImmutableArray<string> DataSets { get; private init; } = [];

    /// <summary>Models: mlp or conv.</summary>
    public ImmutableArray<string> Models { get; private init; } = ["mlp"];

    /// <summary>Parametrisations: ntk, sp or mup.</summary>
    public ImmutableArray<string> Parametrisations { get; private init; } = ["ntk"];

    /// <summary>Widths.</summary>
    public ImmutableArray<int> Widths { get; private init; } = [64];

    /// <summary>Numbers of hidden layers.</summary>
    public ImmutableArray<int> Depths { get; private init; } = [2];

    /// <summary>Numbers of training samples.</summary>
    public ImmutableArray<int> Samples { get; private init; } = [512];

    /// <summary>Numbers of steps.</summary>
    public ImmutableArray<int> Steps { get; private init; } = [1000];

    /// <summary>Learning rates.</summary>
    public ImmutableArray<double> Rates { get; private init; } = [0.1];

    /// <summary>Seeds.</summary>
    public ImmutableArray<long> Seeds { get; private init; } = [1];

    /// <summary>What all runs share.</summary>
    public RunSettings Settings { get; private init; } = new();

    /// <summary>A plan on data sets: teacher-student, digits, mnist, fashion-mnist, cifar10.</summary>
    public static ScalingExperiment On(params IEnumerable<string> dataSets) =>
        new() { DataSets = Axis(dataSets, nameof(dataSets), ExperimentData.Known.Keys) };

    /// <summary>Sets the models.</summary>
    public ScalingExperiment WithModels(params IEnumerable<string> models) =>
        this with
        {
            Models = Axis(models, nameof(models), RunModel.Names),
        };

    /// <summary>Sets the parametrisations.</summary>
    public ScalingExperiment WithParametrisations(params IEnumerable<string> parametrisations) =>
        this with
        {
            Parametrisations = Axis(parametrisations, nameof(parametrisations), ["ntk", "sp", "mup"]),
        };

    /// <summary>Sets the widths.</summary>
    public ScalingExperiment WithWidths(params IEnumerable<int> widths) =>
        this with
        {
            Widths = Positive(widths, nameof(widths)),
        };

    /// <summary>Sets the numbers of hidden layers.</summary>
    public ScalingExperiment WithDepths(params IEnumerable<int> depths) =>
        this with
        {
            Depths = Positive(depths, nameof(depths)),
        };

    /// <summary>Sets the numbers of training samples.</summary>
    public ScalingExperiment WithSamples(params IEnumerable<int> samples) =>
        this with
        {
            Samples = Positive(samples, nameof(samples)),
        };

    /// <summary>Sets the numbers of steps.</summary>
    public ScalingExperiment WithSteps(params IEnumerable<int> steps) =>
        this with
        {
            Steps = Positive(steps, nameof(steps)),
        };

    /// <summary>Sets the learning rates.</summary>
    public ScalingExperiment WithRates(params IEnumerable<double> rates) =>
        this with
        {
            Rates = Axis(rates, nameof(rates), rate => rate > 0 && double.IsFinite(rate), "positive and finite"),
        };

    /// <summary>Sets the seeds.</summary>
    public ScalingExperiment WithSeeds(params IEnumerable<long> seeds) =>
        this with
        {
            Seeds = Axis(seeds, nameof(seeds), _ => true, ""),
        };

    /// <summary>Sets what all runs share.</summary>
    public ScalingExperiment WithSettings(RunSettings settings) => this with { Settings = settings };

    /// <summary>All runs.</summary>
    /// <exception cref="ArgumentException">An axis is empty, or a run asks for what its data set does not have.</exception>
    public IReadOnlyList<RunSpec> Plan()
    {
        RunSpec[] runs =
        [
            .. from data in Known(DataSets, nameof(DataSets))
            from model in Known(Models, nameof(Models))
            from parametrisation in Known(Parametrisations, nameof(Parametrisations))
            from width in Known(Widths, nameof(Widths))
            from depth in Known(Depths, nameof(Depths))
            from samples in Known(Samples, nameof(Samples))
            from steps in Known(Steps, nameof(Steps))
            from rate in Known(Rates, nameof(Rates))
            from seed in Known(Seeds, nameof(Seeds))
            select Settings.Spec(data, model, parametrisation, width, depth, samples, steps, rate, seed),
        ];
        foreach (var run in runs)
            PlanCheck.Require(run);
        return runs;
    }

    /// <summary>Does the runs that the folder does not hold yet, the most expensive first.</summary>
    /// <param name="folder">Folder of results; runs that it holds finished are not done again.</param>
    /// <param name="workers">Runs done at once.</param>
    /// <param name="threads">Threads of libtorch in each, for kernels and convolutions.</param>
    /// <param name="limit">Longest time of one run; without it there is none.</param>
    /// <param name="progress">Told predicted work done, in units of 10^9 operations.</param>
    /// <param name="cancellation">Stops within steps; runs that were going on leave checkpoints and status cancelled.</param>
    /// <returns>The results of the plan that the folder holds; also after a cancellation.</returns>
    /// <exception cref="ArgumentException">The plan is not possible; nothing is written.</exception>
    /// <exception cref="InvalidDataException">The folder holds results of another code version; nothing is written.</exception>
    public ScalingResults Run(
        string folder,
        int workers = 1,
        int threads = 1,
        TimeSpan? limit = null,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var plan = Plan();
        var sweep = new SweepWork(new ResultFolder(folder), limit ?? TimeSpan.MaxValue);
        sweep.Do(plan, "", isRetry: false, workers, threads, progress, cancellation);
        return ScalingResults.Of(plan, sweep.Results.Read());
    }

    /// <summary>Reads what a folder holds of this plan.</summary>
    /// <param name="folder">Folder of results.</param>
    /// <exception cref="InvalidDataException">The folder holds results of another code version.</exception>
    public ScalingResults Read(string folder) => ScalingResults.Of(Plan(), new ResultFolder(folder).Read());

    /// <summary>The plan as JSON, as <c>mlphys sweep plan</c> takes it.</summary>
    public string ToJson() => JsonSerializer.Serialize(PlanFile.Of(this), ExperimentJson.Indented) + "\n";

    /// <summary>Reads a plan.</summary>
    /// <param name="json">A plan as <see cref="ToJson"/> writes it; axes and settings that it does not name keep their defaults.</param>
    /// <exception cref="InvalidDataException">No JSON, an unknown axis or setting, or a value that is not possible.</exception>
    public static ScalingExperiment FromJson(string json) => PlanFile.Read(json);

    private static ImmutableArray<T> Known<T>(ImmutableArray<T> axis, string name) =>
        axis.IsEmpty ? throw new ArgumentException($"axis '{name}' is empty", name) : axis;

    private static ImmutableArray<string> Axis(IEnumerable<string> values, string name, IEnumerable<string> known) =>
        Axis(values, name, known.Contains, $"one of {string.Join(", ", known)}");

    private static ImmutableArray<int> Positive(IEnumerable<int> values, string name) =>
        Axis(values, name, value => value > 0, "1 or more");

    private static ImmutableArray<T> Axis<T>(IEnumerable<T> values, string name, Func<T, bool> isGood, string expected)
    {
        ImmutableArray<T> axis = [.. values];
        if (axis.IsEmpty)
            throw new ArgumentException($"axis '{name}' is empty", name);
        foreach (var value in axis)
            if (!isGood(value))
                throw new ArgumentException($"axis '{name}' holds '{value}'; expected {expected}", name);
        return axis.Distinct().Count() == axis.Length
            ? axis
            : throw new ArgumentException($"axis '{name}' holds a value twice", name);
    }
}
