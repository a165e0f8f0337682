using MlPhys.Flows;
using MlPhys.Flows.Bijections;
using MlPhys.Numerics.Lanes;
using MlPhys.Numerics.Random;
using MlPhys.Turbulence.Gradients;
using MlPhys.Turbulence.Models.Isotropic;

namespace MlPhys.Turbulence.Models;

/// <summary>
/// A normalizing flow of trace-free 3 x 3 tensors whose density is the same for a tensor and for every rotation of it, by construction: every map commutes
/// with rotations.
/// </summary>
/// <remarks>
/// Variables are the coordinates of <see cref="TraceFree"/> in units of the Kolmogorov time. The density is a function of five invariants
/// (|S|, tr S³, |ω|, ω·Sω, ω·S²ω); the sign of the sixth, tr(W S W² S²), which is even in measured flows to 0.4 %, does not enter.
/// </remarks>
/// <example><c>let trained = FlowTraining.Of(IsotropicFlow.Create(), gradients.Coordinates()).Train()</c></example>
public sealed class IsotropicFlow : BijectiveFlow
{
    internal const string Family = "isotropic";
    private const string Block = "isotropic block";

    private IsotropicFlow(
        FlowRecord record,
        IReadOnlyList<Bijection> maps,
        double[] parameters,
        bool[] free,
        int threads
    )
        : base(record.Dimension, 0, record.Base, maps, parameters, free, threads) => Record = record;

    internal override FlowRecord Record { get; }

    /// <summary>A flow with its first parameters: a Gaussian with the mean squares that homogeneity asks for.</summary>
    /// <param name="blocks">Blocks, at least 1.</param>
    /// <param name="width">Hidden units of the networks.</param>
    /// <param name="bins">Bins of the splines.</param>
    /// <param name="seed">Seed of the first parameters.</param>
    /// <exception cref="ArgumentOutOfRangeException">No block, no unit, or fewer than 2 bins.</exception>
    public static IsotropicFlow Create(int blocks = 6, int width = 32, int bins = 8, long seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        double[] scales =
        [
            .. Enumerable
                .Range(0, TraceFree.Dimension)
                .Select(i => Math.Sqrt(i < TraceFree.StrainDimension ? 0.1 : 1.0 / 6)),
        ];
        return Of(
            new FlowRecord
            {
                Family = Family,
                Dimension = TraceFree.Dimension,
                Scales = scales,
                Steps = [new FlowStep(Block, blocks, width, 2, nameof(UnitKind.Tanh), bins)],
                Seed = seed,
            }
        );
    }

    /// <summary>Reads a flow from a file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, of something else or of another architecture.</exception>
    public static IsotropicFlow Load(string path)
    {
        var (record, parameters) = FlowFile.Read(path, Family);
        return (IsotropicFlow)FlowFile.Filled(Of(record), parameters, path);
    }

    internal override Flow Copy(double[] parameters, int threads) =>
        new IsotropicFlow(Record, Maps, parameters, Free, threads);

    private static IsotropicFlow Of(FlowRecord record)
    {
        var step = record.Steps is [{ Kind: Block } only]
            ? only
            : throw new InvalidDataException("an isotropic flow consists of isotropic blocks");
        var plan = new ParameterPlan(new RandomStream(record.Seed).Split("init"));
        var shape = new NetworkShape(step.Width, step.Depth, Enum.Parse<UnitKind>(step.Unit));
        Bijection[] maps = [.. Enumerable.Range(0, step.Count).Select(_ => new IsotropicBlock(plan, shape, step.Bins))];
        return new IsotropicFlow(record, maps, plan.Values, plan.Free, Environment.ProcessorCount);
    }
}
