using MlPhys.Numerics.Lanes;
using MlPhys.Numerics.Random;
using MlPhys.Runs;

namespace MlPhys.Flows.Fitting;

/// <summary>Trains epoch by epoch; what an epoch does depends on seed and epoch only, so that a run can be resumed to the same bits.</summary>
internal sealed class FlowFit<T>(IObjective objective, FlowTraining settings, FitState<T> state, int threads)
    where T : unmanaged
{
    private const double LargestNorm = 10;
    private const double LeastRate = 0.01;
    private readonly LaneEngine<T> _engine = new(objective.Program, backward: true);
    private readonly LaneBuffer<T>[] _gradients =
    [
        .. Enumerable.Range(0, LaneEngine<T>.Parts).Select(_ => new LaneBuffer<T>(state.Parameters.Count)),
    ];

    private readonly MomentPenalty<T>? _penalty =
        settings.Moments.Length > 0
            ? new MomentPenalty<T>((BijectiveFlow)settings.Flow, settings.Moments, settings.MomentStrength)
            : null;

    private readonly LaneBuffer<T>[] _penaltyGradients =
    [
        .. Enumerable
            .Range(0, settings.Moments.Length > 0 ? LaneEngine<T>.Parts : 0)
            .Select(_ => new LaneBuffer<T>(state.Parameters.Count)),
    ];

    public void Run(CheckpointFile? file, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        for (var epoch = state.History.Count + 1; epoch <= settings.Epochs && !IsStalled(); epoch++)
        {
            var loss = Epoch(epoch, progress, cancellation);
            var held = HeldOutLoss(cancellation);
            if (!double.IsFinite(loss) || !double.IsFinite(held))
                throw new InvalidOperationException(
                    $"training diverged in epoch {epoch} (loss {loss}, held out {held}); the best flow so far is in the checkpoint where there is one; "
                        + $"a smaller rate than {settings.Rate} may help"
                );
            state.Add(new FitEpoch(epoch, loss, held));
            file?.Save(state.Save());
            progress?.Report(
                new RunProgress(
                    "training",
                    epoch,
                    settings.Epochs,
                    FormattableString.Invariant($"loss {loss:0.0000}, held out {held:0.0000}")
                )
            );
        }
    }

    private bool IsStalled() => settings.Patience > 0 && state.History.Count - state.BestEpoch >= settings.Patience;

    private double Epoch(int epoch, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var data = settings.TrainingData;
        var order = new RandomStream(Seeds.Derive(settings.Seed, "order", epoch)).Permutation(data.GetLength(0));
        var batches = Math.Max(1, order.Length / settings.BatchSize);
        var total = 0.0;
        for (var b = 0; b < batches; b++)
        {
            cancellation.ThrowIfCancellationRequested();
            var size = Math.Min(settings.BatchSize, order.Length);
            var seed = Seeds.Derive(settings.Seed, $"batch {epoch}", b);
            var loss = Step(data, order.AsSpan(b * size, size), seed, (epoch - 1 + (double)b / batches));
            total += loss;
            progress?.Report(new RunProgress($"epoch {epoch} of {settings.Epochs}", b + 1, batches));
        }
        return total / batches;
    }

    private double Step(double[,] data, ReadOnlySpan<int> rows, long seed, double time)
    {
        var inputs = Rounded(objective.Inputs(data, rows, seed));
        int[] all = [.. Enumerable.Range(0, rows.Length)];
        var loss = _engine.Accumulate(state.Parameters, inputs, all, 1.0 / rows.Length, _gradients, threads);
        if (_penalty is not null)
        {
            loss += _penalty.Accumulate(
                state.Parameters,
                state.Multipliers,
                rows.Length,
                seed,
                _penaltyGradients,
                threads
            );
            LaneVectors<T>.Add(_gradients[0], _penaltyGradients[0]);
        }
        state.Adam.Step(state.Parameters, _gradients[0], Rate(time), settings.Free, LargestNorm);
        return loss;
    }

    /// <summary>One epoch of warming up, then half a cosine down to a hundredth.</summary>
    private double Rate(double time)
    {
        var part = Math.Min(1, time / settings.Epochs);
        var decay = LeastRate + (1 - LeastRate) * 0.5 * (1 + Math.Cos(Math.PI * part));
        return settings.Rate * decay * Math.Min(1, 0.05 + time);
    }

    private double HeldOutLoss(CancellationToken cancellation)
    {
        var data = settings.HeldOutData;
        int[] all = [.. Enumerable.Range(0, data.GetLength(0))];
        var inputs = Rounded(objective.Inputs(data, all, Seeds.Derive(settings.Seed, "held out")));
        var losses = _engine.Evaluate(state.Parameters, inputs, threads, cancellation);
        var sum = 0.0;
        for (var i = 0; i < all.Length; i++)
            sum += LaneMath<T>.ToDouble(losses[i, 0]);
        return sum / all.Length;
    }

    private static T[,] Rounded(double[,] x)
    {
        if (x is T[,] same)
            return same;
        var rounded = new T[x.GetLength(0), x.GetLength(1)];
        for (var i = 0; i < x.GetLength(0); i++)
        for (var j = 0; j < x.GetLength(1); j++)
            rounded[i, j] = LaneMath<T>.Of(x[i, j])[0];
        return rounded;
    }
}
