using System.Collections.Immutable;
using System.Diagnostics;
using MlPhys.Runs;
using MlPhys.Training;

namespace MlPhys.Scaling.Experiments;

/// <summary>Does one run: trains, measures, and leaves a checkpoint where it is stopped.</summary>
internal sealed class RunExecution
{
    private const int StepsBetweenLooks = 16;
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(30);
    private readonly RunSpec spec;
    private readonly string key;
    private readonly string folder;

    public RunExecution(RunSpec spec, string folder) => (this.spec, key, this.folder) = (spec, spec.Key(), folder);

    private CheckpointFile Stored => CheckpointFile.At(Path.Combine(folder, "checkpoints", key), "scaling-run", key);

    /// <summary>Runs to the end, to the limit, or to the stop.</summary>
    /// <param name="limit">Longest time in this process.</param>
    /// <param name="cancellation">The stop; a checkpoint is left.</param>
    public RunResult Run(TimeSpan limit, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var (train, test) = (ExperimentData.Train(spec), ExperimentData.Test(spec));
        var model = RunModel.Of(spec);
        var run = model.Start(train);
        var probe = spec.Probe == 0 ? null : new KernelProbe(run, test.Take(spec.Probe), model.InputShape);
        var before = new Progress(0, []);
        if (Stored.Exists)
        {
            var state = Stored.Load().State;
            before = state.MetadataAs<Progress>();
            run = model.Resume(before.Inner(state), train);
        }
        var measured = before.Measurements.ToBuilder();
        var status = RunStatus.Ok;
        foreach (var step in RecordedSteps().Where(s => s > run.Step || (s == 0 && measured.Count == 0)))
        {
            status = AdvanceTo(run, step, clock, limit, Save, cancellation);
            if (status is RunStatus.Cancelled or RunStatus.TimedOut)
                break;
            measured.Add(Measure(run, train, test, probe));
            if (status == RunStatus.Diverged)
                break;
        }
        var seconds = before.Seconds + clock.Elapsed.TotalSeconds;
        if (status == RunStatus.Cancelled)
            Save();
        else
            Forget();
        var steps = (double)run.Step * Math.Min(spec.Batch, spec.Samples);
        return new RunResult(
            key,
            spec,
            status,
            RunResult.CodeVersion,
            model.Parameters,
            model.ParametersWithoutReadout,
            model.TrainingFlop * steps,
            model.TrainingFlopWithoutReadout * steps,
            seconds,
            measured.ToImmutable()
        );

        void Save() =>
            Stored.Save(
                Progress.Outer(
                    run.Save(),
                    new Progress(before.Seconds + clock.Elapsed.TotalSeconds, measured.ToImmutable())
                )
            );
    }

    private void Forget()
    {
        var checkpoints = Path.Combine(folder, "checkpoints");
        if (Directory.Exists(checkpoints))
            foreach (var file in Directory.EnumerateFiles(checkpoints, key + "*"))
                File.Delete(file);
    }

    private static RunStatus AdvanceTo(
        ITrainingRun run,
        int step,
        Stopwatch clock,
        TimeSpan limit,
        Action save,
        CancellationToken cancellation
    )
    {
        var saved = clock.Elapsed;
        while (run.Step < step && !run.IsDiverged)
        {
            if (cancellation.IsCancellationRequested)
                return RunStatus.Cancelled;
            if (clock.Elapsed > limit)
                return RunStatus.TimedOut;
            run.Advance(Math.Min(StepsBetweenLooks, step - run.Step));
            if (clock.Elapsed - saved < BetweenCheckpoints)
                continue;
            save();
            saved = clock.Elapsed;
        }
        return run.IsDiverged ? RunStatus.Diverged : RunStatus.Ok;
    }

    private static RunMeasurement Measure(ITrainingRun run, TrainingData train, TrainingData test, KernelProbe? probe)
    {
        var (known, unknown) = (run.Evaluate(train), run.Evaluate(test));
        const double none = double.NaN;
        var measurement = new RunMeasurement(
            run.Step,
            known.Loss,
            unknown.Loss,
            unknown.Accuracy,
            none,
            none,
            none,
            none,
            none,
            none,
            none,
            none
        );
        return probe is null || !double.IsFinite(known.Loss) ? measurement : probe.Follow(run, measurement);
    }

    /// <summary>Start, end, and steps evenly spaced in the logarithm between.</summary>
    private IEnumerable<int> RecordedSteps() =>
        Enumerable
            .Range(1, spec.Records)
            .Select(i => (int)Math.Round(Math.Pow(spec.Steps, i / (spec.Records + 1.0))))
            .Append(0)
            .Append(spec.Steps)
            .Distinct()
            .Order();

    /// <summary>What a stopped run had measured.</summary>
    private sealed record Progress(double Seconds, ImmutableArray<RunMeasurement> Measurements, string Training = "{}")
    {
        public static Checkpoint Outer(Checkpoint training, Progress progress) =>
            training.WithMetadata(progress with { Training = training.Metadata });

        public Checkpoint Inner(Checkpoint stored) =>
            stored.WithMetadata(System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(Training));
    }
}
