using MlPhys.Flows.Bijections;
using MlPhys.Numerics.Lanes;
using MlPhys.Numerics.Random;

namespace MlPhys.Flows;

/// <summary>A normalizing flow put together from couplings, autoregressive maps, rotations and continuous maps by a <see cref="FlowDesign"/>.</summary>
public sealed class NormalizingFlow : BijectiveFlow
{
    internal const string Family = "normalizing";

    private NormalizingFlow(
        FlowRecord record,
        IReadOnlyList<Bijection> maps,
        double[] parameters,
        bool[] free,
        int threads
    )
        : base(record.Dimension, record.Context, record.Base, maps, parameters, free, threads) => Record = record;

    internal override FlowRecord Record { get; }

    internal ContinuousMap? Continuous => Maps.OfType<ContinuousMap>().SingleOrDefault();

    /// <summary>Reads a flow from a file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, of something else or of another architecture.</exception>
    public static NormalizingFlow Load(string path)
    {
        var (record, parameters) = FlowFile.Read(path, Family);
        return (NormalizingFlow)FlowFile.Filled(Of(record), parameters, path);
    }

    internal static NormalizingFlow Of(FlowRecord record)
    {
        var plan = new ParameterPlan(new RandomStream(record.Seed).Split("init"));
        var maps = MapsOf(record, plan);
        return new NormalizingFlow(record, maps, plan.Values, plan.Free, Environment.ProcessorCount);
    }

    internal override Flow Copy(double[] parameters, int threads) =>
        new NormalizingFlow(Record, Maps, parameters, Free, threads);

    /// <summary>Square of the velocity's error for data, conditions, latent variables and a time.</summary>
    internal LaneProgram MatchingProgram() =>
        LaneProgram.Of(
            2 * Dimension + ContextDimension + 1,
            (builder, rows) =>
            {
                var context = rows[Dimension..(Dimension + ContextDimension)];
                var (latent, time) = (rows[^(Dimension + 1)..^1], rows[^1]);
                var data = Maps.SkipLast(1)
                    .Aggregate(rows[..Dimension], (x, map) => map.Forward(builder, x, context).Values);
                Row[] between = [.. data.Select((x, i) => latent[i] + time * (x - latent[i]))];
                var velocity = Continuous!.Velocity(builder, between, time, context);
                Row[] errors = [.. velocity.Select((v, i) => v - (data[i] - latent[i]))];
                return [builder.Sum([.. errors.Select(e => e * e)])];
            }
        );

    internal static Bijection[] MapsOf(FlowRecord record, ParameterPlan plan)
    {
        var order = new RandomStream(record.Seed).Split("order");
        IEnumerable<Bijection> first = record.Mean is { Length: > 0 } mean
            ? [new Standardisation(mean, record.Deviation)]
            : [];
        return
        [
            .. first,
            .. record.Steps.SelectMany(step =>
                Enumerable.Range(0, step.Count).Select(i => Map(record, step, i, plan, order))
            ),
        ];
    }

    private static Bijection Map(FlowRecord record, FlowStep step, int index, ParameterPlan plan, RandomStream order)
    {
        var shape = new NetworkShape(step.Width, step.Depth, Enum.Parse<UnitKind>(step.Unit));
        var all = Enumerable.Range(0, record.Dimension);
        int[] kept = [.. all.Where(i => i % 2 == index % 2)];
        int[] moved = [.. all.Where(i => i % 2 != index % 2)];
        return step.Kind switch
        {
            StepKinds.Affine => new AffineCoupling(plan, kept, moved, record.Context, shape),
            StepKinds.Sequential => new AffineCoupling(
                plan,
                [.. all.Where(i => i != index % record.Dimension)],
                [index % record.Dimension],
                record.Context,
                shape
            ),
            StepKinds.Spline => new SplineCoupling(plan, kept, moved, record.Context, shape, step.Bins, step.HalfWidth),
            StepKinds.Autoregressive => new MaskedAutoregressive(plan, record.Dimension, record.Context, shape),
            StepKinds.Permutation => new Permutation(order.Permutation(record.Dimension)),
            StepKinds.Rotation => new Rotation(plan, record.Dimension),
            StepKinds.Continuous => new ContinuousMap(plan, record.Dimension, record.Context, shape, step.Bins),
            var kind => throw new InvalidDataException($"the flow has a step '{kind}', which is not known"),
        };
    }
}
