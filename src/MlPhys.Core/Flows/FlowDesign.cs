using System.Collections.Immutable;

namespace MlPhys.Flows;

/// <summary>Puts a normalizing flow together map by map, from the data to the latent variables.</summary>
/// <example><c>FlowDesign.For(8).WithWidth(64).WithAffineCouplings(8).WithBase(BaseDensity.StudentT(5)).Build()</c></example>
public sealed record FlowDesign
{
    private FlowDesign(int dimension) => Dimension = dimension;

    /// <summary>Number of variables.</summary>
    public int Dimension { get; }

    /// <summary>Number of conditions.</summary>
    public int ContextDimension { get; private init; }

    /// <summary>Hidden units of a layer, for the maps added after it was set.</summary>
    public int Width { get; private init; } = 64;

    /// <summary>Hidden layers, for the maps added after it was set.</summary>
    public int Depth { get; private init; } = 2;

    /// <summary>Density of the latent variables.</summary>
    public BaseDensity Base { get; private init; } = BaseDensity.Gaussian();

    /// <summary>Seed of the first parameters and of permutations.</summary>
    public long Seed { get; private init; }

    private ImmutableArray<FlowStep> Steps { get; init; } = [];

    private ImmutableArray<double> Mean { get; init; } = [];

    private ImmutableArray<double> Deviation { get; init; } = [];

    /// <summary>Begins a flow.</summary>
    /// <param name="dimension">Number of variables, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below 2.</exception>
    public static FlowDesign For(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 2);
        return new FlowDesign(dimension);
    }

    /// <summary>Makes the flow conditional.</summary>
    /// <param name="conditions">Number of conditions.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public FlowDesign WithContext(int conditions)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(conditions);
        return this with { ContextDimension = conditions };
    }

    /// <summary>Sets the size of the networks of the maps that follow.</summary>
    /// <param name="width">Units of a hidden layer.</param>
    /// <param name="depth">Hidden layers.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public FlowDesign WithWidth(int width, int depth = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        return this with { Width = width, Depth = depth };
    }

    /// <summary>Adds affine couplings that move even and odd variables in turn (RealNVP: Dinh et al., arXiv 1605.08803).</summary>
    /// <param name="count">How many.</param>
    public FlowDesign WithAffineCouplings(int count) => With(Step(StepKinds.Affine, count));

    /// <summary>
    /// Adds affine couplings that move one variable each, by functions of all others, in sweeps over the variables: the layout of the density of Carbone et al., PRL 133,
    /// 184001 (2024), with four sweeps.
    /// </summary>
    /// <param name="sweeps">Sweeps over all variables.</param>
    public FlowDesign WithSequentialCouplings(int sweeps) => With(Step(StepKinds.Sequential, sweeps * Dimension));

    /// <summary>Adds couplings by monotone rational-quadratic splines with linear tails (Durkan et al., arXiv 1906.04032).</summary>
    /// <param name="count">How many.</param>
    /// <param name="bins">Bins of a spline, 2 to 64.</param>
    /// <param name="halfWidth">The splines bend [-halfWidth, halfWidth] and leave the rest as it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">Bins outside their range, or an interval without width.</exception>
    public FlowDesign WithSplineCouplings(int count, int bins = 8, double halfWidth = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, 64);
        if (!(halfWidth > 0 && double.IsFinite(halfWidth)))
            throw new ArgumentOutOfRangeException(nameof(halfWidth), halfWidth, "expected a finite number above 0");
        return With(Step(StepKinds.Spline, count) with { Bins = bins, HalfWidth = halfWidth });
    }

    /// <summary>Adds masked autoregressive maps with a permutation before each (Papamakarios et al., arXiv 1705.07057).</summary>
    /// <param name="count">How many.</param>
    public FlowDesign WithMaskedAutoregressive(int count) =>
        Enumerable
            .Range(0, count)
            .Aggregate(this, (design, _) => design.WithPermutation().With(Step(StepKinds.Autoregressive, 1)));

    /// <summary>Adds a fixed random order of the variables.</summary>
    public FlowDesign WithPermutation() => With(Step(StepKinds.Permutation, 1));

    /// <summary>Adds a learned rotation.</summary>
    public FlowDesign WithRotation() => With(Step(StepKinds.Rotation, 1));

    /// <summary>Adds a continuous map, to be trained by flow matching (Lipman et al., arXiv 2210.02747); at most one, and last.</summary>
    /// <param name="steps">Runge-Kutta steps from the data to the latent variables.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    /// <exception cref="InvalidOperationException">There is one already.</exception>
    public FlowDesign WithContinuous(int steps = 16)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (Steps.Any(step => step.Kind == StepKinds.Continuous))
            throw new InvalidOperationException("the design has a continuous map already");
        return With(Step(StepKinds.Continuous, 1) with { Bins = steps });
    }

    /// <summary>Sets the density of the latent variables.</summary>
    /// <exception cref="ArgumentException">It has another number of variables.</exception>
    public FlowDesign WithBase(BaseDensity density) =>
        density.Scales.Count == 0 || density.Scales.Count == Dimension
            ? this with
            {
                Base = density,
            }
            : throw new ArgumentException(
                $"the density has {density.Scales.Count} scales, expected {Dimension}",
                nameof(density)
            );

    /// <summary>Centres and scales the data first.</summary>
    /// <param name="data">Data, [sample, variable]; conditions may follow.</param>
    /// <exception cref="ArgumentException">Too few columns, a number that is not finite, or a variable that does not vary.</exception>
    public FlowDesign WithStandardisation(double[,] data)
    {
        var samples = data.GetLength(0);
        FlowInput.Check(data, Math.Max(Dimension, data.GetLength(1)), nameof(data), "variables");
        var mean = new double[Dimension];
        var deviation = new double[Dimension];
        for (var j = 0; j < Dimension; j++)
        {
            for (var i = 0; i < samples; i++)
                mean[j] += data[i, j] / samples;
            for (var i = 0; i < samples; i++)
                deviation[j] += (data[i, j] - mean[j]) * (data[i, j] - mean[j]) / samples;
            deviation[j] = Math.Sqrt(deviation[j]);
            if (!(deviation[j] > 0))
                throw new ArgumentException($"variable {j} does not vary", nameof(data));
        }
        return this with { Mean = [.. mean], Deviation = [.. deviation] };
    }

    /// <summary>Sets the seed.</summary>
    public FlowDesign WithSeed(long seed) => this with { Seed = seed };

    /// <summary>The flow with its first parameters: couplings and autoregressive maps start as the identity.</summary>
    /// <exception cref="InvalidOperationException">A continuous map is not the last.</exception>
    public NormalizingFlow Build()
    {
        if (Steps.SkipLast(1).Any(step => step.Kind == StepKinds.Continuous))
            throw new InvalidOperationException("a continuous map must be the last map of the design");
        return NormalizingFlow.Of(
            new FlowRecord
            {
                Family = NormalizingFlow.Family,
                Dimension = Dimension,
                Context = ContextDimension,
                Mean = [.. Mean],
                Deviation = [.. Deviation],
                Steps = [.. Steps],
                Seed = Seed,
            }.With(Base)
        );
    }

    private FlowStep Step(string kind, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new FlowStep(kind, count, Width, Depth);
    }

    private FlowDesign With(FlowStep step) => this with { Steps = Steps.Add(step) };
}
