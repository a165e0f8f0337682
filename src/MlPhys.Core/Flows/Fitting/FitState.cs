using MlPhys.Numerics.Lanes;
using MlPhys.Runs;

namespace MlPhys.Flows.Fitting;

/// <summary>Everything that changes while a flow is trained.</summary>
internal sealed class FitState<T>
    where T : unmanaged
{
    private readonly int _count;

    /// <param name="parameters">Where to start.</param>
    /// <param name="moments">Number of moments that are held.</param>
    public FitState(double[] parameters, int moments = 0)
    {
        Multipliers = new double[moments];
        _count = parameters.Length;
        Parameters = LaneVectors<T>.Of(parameters);
        Adam = new LaneAdam<T>(_count);
        Best = parameters;
    }

    public LaneBuffer<T> Parameters { get; private set; }

    public LaneAdam<T> Adam { get; }

    public List<FitEpoch> History { get; } = [];

    /// <summary>Lagrange multipliers of the moments.</summary>
    public double[] Multipliers { get; private init; }

    public double[] Best { get; private set; }

    public int BestEpoch { get; private set; }

    /// <summary>Adds an epoch; the best parameters are those of the least held-out loss, or, where moments are held, the last.</summary>
    public void Add(FitEpoch epoch)
    {
        History.Add(epoch);
        if (BestEpoch > 0 && Multipliers.Length == 0 && !(epoch.HeldOutLoss < History[BestEpoch - 1].HeldOutLoss))
            return;
        (BestEpoch, Best) = (epoch.Epoch, LaneVectors<T>.ToDoubles(Parameters, _count));
    }

    public Checkpoint Save() =>
        Checkpoint
            .Empty.With("parameters", LaneVectors<T>.ToDoubles(Parameters, _count))
            .With("best", Best)
            .With("multipliers", Multipliers)
            .With("mean", LaneVectors<T>.ToDoubles(Adam.Mean, _count))
            .With("square", LaneVectors<T>.ToDoubles(Adam.Square, _count))
            .WithMetadata(new Progress(Adam.Steps, BestEpoch, [.. History]));

    public static FitState<T> Load(Checkpoint state)
    {
        var record = state.MetadataAs<Progress>();
        var loaded = new FitState<T>(state.Array("parameters").As<double>())
        {
            Best = state.Array("best").As<double>(),
            BestEpoch = record.BestEpoch,
            Multipliers = state.Array("multipliers").As<double>(),
        };
        loaded.Adam.Steps = record.Steps;
        LaneVectors<T>.Of(state.Array("mean").As<double>()).Span.CopyTo(loaded.Adam.Mean.Span);
        LaneVectors<T>.Of(state.Array("square").As<double>()).Span.CopyTo(loaded.Adam.Square.Span);
        loaded.History.AddRange(record.History);
        return loaded;
    }

    private sealed record Progress(long Steps, int BestEpoch, FitEpoch[] History);
}
