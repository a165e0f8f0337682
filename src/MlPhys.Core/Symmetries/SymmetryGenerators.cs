using System.Collections.Immutable;
using MlPhys.Curvature.Layers;
using MlPhys.Curvature.Objectives;
using MlPhys.Numerics.Random;
using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>The continuous symmetries of a network at given weights, exact ones and those that its nonlinearities break, and its permutations.</summary>
public sealed class SymmetryGenerators
{
    private SymmetryGenerators(Objective objective)
    {
        Objective = objective;
        var structure = objective.Structure;
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var parameters = tensor(structure.Parameters.Read());
        var probe = objective.Input.narrow(0, 0, Math.Min(4, objective.Samples));
        var flow = FlowReader.Of(structure, probe);
        using var recording = structure.Record(probe);
        Spaces = [.. flow.Spaces];
        Unknown =
        [
            .. structure.Unknown.Select(l => $"layer {l.Name} ({l.Module.GetType().Name})"),
            .. structure.Unclaimed.Select(s => $"parameter {s.Name}"),
            .. flow.Unexplained,
        ];
        IGenerators[] others = Unknown.IsEmpty
            ? [.. NormalisationGenerators.Of(recording, parameters), .. ShiftGenerators.Of(recording)]
            : [];
        Exact = [.. Mixing(parameters, s => s.Exact), .. others];
        Linearised = [.. Mixing(parameters, s => s.Linearised), .. others];
        SoftmaxShift = LogitLayer(recording, objective.Loss) is var (weight, bias)
            ? CommonShift.Of(GeneratorKind.SoftmaxShift, "logits", weight, bias)
            : null;
    }

    /// <summary>The loss, the network and the data.</summary>
    public Objective Objective { get; }

    /// <summary>The features between layers that can be mixed or rescaled.</summary>
    public ImmutableArray<FeatureSpace> Spaces { get; }

    /// <summary>What the theory does not know: layers, parameters and connections, by name.</summary>
    public ImmutableArray<string> Unknown { get; }

    /// <summary>The logarithm of the number of permutations of features that leave the function, all spaces together.</summary>
    public double LogPermutations =>
        Spaces.Where(s => s.CanPermute).Sum(s => Enumerable.Range(1, s.Size).Sum(i => Math.Log(i)));

    internal ImmutableArray<IGenerators> Exact { get; }

    internal ImmutableArray<IGenerators> Linearised { get; }

    internal ExplicitGenerators? SoftmaxShift { get; }

    /// <summary>The symmetries of a network, with its loss for those of the logits.</summary>
    /// <param name="objective">Loss, network and data; a few of the inputs are followed through the network.</param>
    public static SymmetryGenerators Of(Objective objective) => new(objective);

    /// <summary>Rows for a table: what acts where, with how many generators.</summary>
    public IReadOnlyList<GeneratorRow> Rows() =>
        [
            .. Exact.Select(g => new GeneratorRow(g.Place, g.Kind, g.Count, true)),
            .. Linearised
                .Where(g => !Exact.Any(e => e.Kind == g.Kind && e.Place == g.Place))
                .Select(g => new GeneratorRow(g.Place, g.Kind, g.Count, false)),
            .. SoftmaxShift is { } shift
                ? [new GeneratorRow(shift.Place, shift.Kind, shift.Count, true)]
                : Array.Empty<GeneratorRow>(),
        ];

    /// <summary>A direction of unit length along a random generator of one feature space: flat where it is exact, a plane's axis in any case.</summary>
    /// <param name="space">Which of <see cref="Spaces"/>.</param>
    /// <param name="exact">Whether the generator is an exact symmetry; otherwise one that the nonlinearities break.</param>
    /// <param name="seed">Of the generator.</param>
    /// <returns>Length P.</returns>
    /// <exception cref="ArgumentException">The space has no such generators.</exception>
    public double[] Direction(int space = 0, bool exact = true, long seed = 1)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var (family, coefficients) = Generator(space, exact, new RandomStream(seed));
        var tangent = zeros(Objective.Dimension, ScalarType.Float64);
        family.AddTangent(coefficients, tangent);
        return (tangent / tangent.norm()).data<double>().ToArray();
    }

    internal (MixingGenerators Family, Tensor Coefficients) Generator(int space, bool exact, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(space);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(space, Spaces.Length);
        var name = Spaces[space].Name;
        var family =
            (exact ? Exact : Linearised).OfType<MixingGenerators>().FirstOrDefault(f => f.Space.Name == name)
            ?? throw new ArgumentException($"the features {name} have no such symmetries", nameof(space));
        return (family, tensor(stream.Split("generator").Gaussians(family.Count)));
    }

    /// <summary>The linearised generators at other weights; what is no mixing stays as it is.</summary>
    internal ImmutableArray<IGenerators> LinearisedAt(Tensor parameters) =>
        [.. Mixing(parameters, s => s.Linearised), .. Linearised.Where(g => g is not MixingGenerators)];

    private IEnumerable<IGenerators> Mixing(Tensor parameters, Func<FeatureSpace, FeatureGroup> group) =>
        Spaces
            .Where(s => group(s) != FeatureGroup.None)
            .Select(s => new MixingGenerators(s, group(s) == FeatureGroup.Diagonal, parameters));

    private static (ParameterSlice Weight, ParameterSlice? Bias)? LogitLayer(
        LayerRecording recording,
        LossFunction loss
    ) =>
        loss.IgnoresCommonShift
        && recording.Calls[^1] is { Layer: DenseLayer dense } call
        && FlowValue.SameEntries(call.Output, recording.Output)
        && recording.Calls.Count(c => c.Layer == dense) == 1
            ? (dense.Weight, dense.Bias)
            : null;
}

/// <summary>A family of generators.</summary>
/// <param name="Place">Where it acts.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Count">Number of generators.</param>
/// <param name="IsExact">Whether it leaves the function; otherwise the nonlinearities break it.</param>
public sealed record GeneratorRow(string Place, GeneratorKind Kind, int Count, bool IsExact);
