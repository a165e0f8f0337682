using MlPhys.Flows.Bijections;
using MlPhys.Numerics.Lanes;
using MlPhys.Numerics.Random;

namespace MlPhys.Flows;

/// <summary>A weighted sum of flows with learned weights: for densities of several separate parts, which one invertible map cannot make.</summary>
/// <example><c>MixtureFlow.Of(design.WithSeed(1).Build(), design.WithSeed(2).Build())</c></example>
public sealed class MixtureFlow : Flow
{
    internal const string Family = "mixture";
    private readonly Bijection[][] _maps;
    private readonly int _weights;

    private MixtureFlow(
        FlowRecord record,
        Bijection[][] maps,
        int weights,
        double[] parameters,
        bool[] free,
        int threads
    )
        : base(record.Dimension, record.Context, parameters, free, threads) =>
        (Record, _maps, _weights) = (record, maps, weights);

    /// <summary>The weight of each component.</summary>
    public double[] Weights
    {
        get
        {
            var logits = AllParameters.AsSpan(_weights, _maps.Length).ToArray();
            var shares = logits.Select(l => Math.Exp(l - logits.Max())).ToArray();
            return [.. shares.Select(s => s / shares.Sum())];
        }
    }

    internal override FlowRecord Record { get; }

    /// <summary>A mixture that starts with equal weights.</summary>
    /// <param name="components">Two or more flows of the same variables and conditions.</param>
    /// <exception cref="ArgumentException">Fewer than two, or of different dimensions.</exception>
    public static MixtureFlow Of(params IEnumerable<NormalizingFlow> components)
    {
        NormalizingFlow[] all = [.. components];
        if (all.Length < 2)
            throw new ArgumentException($"{all.Length} components, expected two or more", nameof(components));
        foreach (var flow in all)
            if ((flow.Dimension, flow.ContextDimension) != (all[0].Dimension, all[0].ContextDimension))
                throw new ArgumentException(
                    $"a component has {flow.Dimension} variables and {flow.ContextDimension} conditions, the first {all[0].Dimension} and {all[0].ContextDimension}",
                    nameof(components)
                );
        var record = new FlowRecord
        {
            Family = Family,
            Dimension = all[0].Dimension,
            Context = all[0].ContextDimension,
            Components = [.. all.Select(flow => flow.Record)],
        };
        var mixture = Of(record);
        double[] parameters = [.. all.SelectMany(flow => flow.AllParameters)];
        parameters.CopyTo(mixture.AllParameters, 0);
        return mixture;
    }

    /// <summary>Reads a mixture from a file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, of something else or of another architecture.</exception>
    public static MixtureFlow Load(string path)
    {
        var (record, parameters) = FlowFile.Read(path, Family);
        return (MixtureFlow)FlowFile.Filled(Of(record), parameters, path);
    }

    internal static MixtureFlow Of(FlowRecord record)
    {
        var plan = new ParameterPlan(new RandomStream(record.Seed).Split("init"));
        Bijection[][] maps = [.. record.Components.Select(component => NormalizingFlow.MapsOf(component, plan))];
        var weights = plan.Add(maps.Length, 0);
        return new MixtureFlow(record, maps, weights, plan.Values, plan.Free, Environment.ProcessorCount);
    }

    internal override Flow Copy(double[] parameters, int threads) =>
        new MixtureFlow(Record, _maps, _weights, parameters, Free, threads);

    internal override LaneProgram DensityProgram() =>
        LaneProgram.Of(
            Dimension + ContextDimension,
            (builder, rows) => [Density(builder, rows[..Dimension], rows[Dimension..])]
        );

    /// <summary>All components turn the same latent variables into samples; the last input says which of them is taken.</summary>
    internal override LaneProgram SamplerProgram() =>
        LaneProgram.Of(
            Dimension + 1 + ContextDimension,
            (builder, rows) =>
            {
                var (latent, choice, context) = (rows[..Dimension], rows[Dimension], rows[(Dimension + 1)..]);
                Row[] sample = [.. latent.Select(_ => builder.Constant(0))];
                for (var c = 0; c < _maps.Length; c++)
                {
                    var x = latent;
                    foreach (var map in _maps[c].Reverse())
                        (x, _) = map.Inverse(builder, x, context);
                    // One where the choice is c, zero where it is another whole number.
                    var distance = choice - c;
                    var isChosen = (1 - distance * distance).Maximum(0);
                    sample = [.. sample.Select((value, i) => value + isChosen * x[i])];
                }
                return [.. sample, Density(builder, sample, context)];
            }
        );

    internal override void DrawLatent(RandomStream random, Span<double> latent)
    {
        var choice = random.Choose(Weights);
        for (var i = 0; i < Dimension; i++)
            latent[i] = Record.Components[choice].Base.Draw(random, i);
        latent[Dimension] = choice;
    }

    private Row Density(LaneBuilder builder, Row[] x, Row[] context)
    {
        var logits = builder.Parameters(_weights, _maps.Length);
        Row[] terms =
        [
            .. _maps.Select((maps, c) => logits[c] + Component(builder, maps, Record.Components[c].Base, x, context)),
        ];
        return LogSumExp(terms) - LogSumExp(logits);
    }

    private static Row Component(LaneBuilder builder, Bijection[] maps, BaseDensity density, Row[] x, Row[] context)
    {
        var total = builder.Constant(0);
        foreach (var map in maps)
        {
            (x, var determinant) = map.Forward(builder, x, context);
            total += determinant;
        }
        return density.LogDensity(builder, x) + total;
    }

    /// <summary>log(exp a + exp b + ...) as b + softplus(a - b), which does not overflow.</summary>
    private static Row LogSumExp(Row[] terms) => terms.Aggregate((a, b) => b + (a - b).Softplus());
}
