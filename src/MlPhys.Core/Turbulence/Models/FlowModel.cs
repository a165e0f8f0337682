using MlPhys.Flows;
using MlPhys.Numerics.Lanes;
using MlPhys.Turbulence.Models.Dynamics;
using MlPhys.Turbulence.Models.Gauges;

namespace MlPhys.Turbulence.Models;

/// <summary>
/// A model with the density of a flow by construction: dx = [D s + N] dt + (2D)^(1/2) dW with the flow's score s and a gauge N that leaves the density alone.
/// </summary>
/// <remarks>
/// The decomposition of Carbone, Peterhans, Ecker and Wilczek, PRL 133, 184001 (2024), arXiv 2402.19158: without noise, D = 0, the deterministic case. Noise may be
/// coloured: then the correlation functions start with a horizontal tangent instead of a cusp, and the density stays the same.
/// </remarks>
/// <example><c>FlowModel.Of(flow).WithDiffusion(0.06, 0.02).Simulate().Run()</c></example>
public sealed class FlowModel : GradientModel
{
    private static readonly Lazy<LaneProgram> GaugeProgram = new(Gauge.DriftProgram);
    private readonly Lazy<LaneProgram> _density;

    private FlowModel(Flow flow, Noise noise, IReadOnlyList<double> coefficients)
    {
        (Flow, Noise, Coefficients) = (flow, noise, coefficients);
        _density = new Lazy<LaneProgram>(flow.DensityProgram);
    }

    /// <inheritdoc/>
    public override string Name =>
        (HasGauge, Noise.StrainDiffusion > 0, Noise.IsColoured) switch
        {
            (true, true, true) => "flow, gauge, coloured noise",
            (true, true, false) => "flow, gauge, white noise",
            (true, false, _) => "flow, gauge, no noise",
            (false, _, true) => "flow, coloured noise",
            _ => "flow, white noise",
        };

    /// <summary>The density.</summary>
    public Flow Flow { get; }

    /// <summary>Coefficients of the gauge features; empty: no gauge.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>Diffusion of the strain coordinates, in inverse Kolmogorov times.</summary>
    public double StrainDiffusion => Noise.StrainDiffusion;

    /// <summary>Diffusion of the rotation coordinates, in inverse Kolmogorov times.</summary>
    public double RotationDiffusion => Noise.RotationDiffusion;

    /// <summary>Correlation time of the noise on the strain, in Kolmogorov times; 0: white.</summary>
    public double StrainMemory => Noise.StrainMemory;

    /// <summary>Correlation time of the noise on the rotation, in Kolmogorov times; 0: white.</summary>
    public double RotationMemory => Noise.RotationMemory;

    internal override Noise Noise { get; }

    private bool HasGauge => Coefficients.Any(c => c != 0);

    /// <summary>A model without gauge, with the diffusion that decorrelates a Gaussian in the given times.</summary>
    /// <param name="flow">Density of the coordinates of <see cref="Gradients.TraceFree"/> in Kolmogorov units.</param>
    /// <param name="strainTime">Correlation time of the strain.</param>
    /// <param name="rotationTime">Correlation time of the rotation.</param>
    /// <exception cref="ArgumentException">The flow is not one of eight variables.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A time not above 0.</exception>
    public static FlowModel Of(Flow flow, double strainTime = 2.2, double rotationTime = 8)
    {
        if (flow.Dimension != 8 || flow.ContextDimension != 0)
            throw new ArgumentException(
                $"the flow has {flow.Dimension} variables and {flow.ContextDimension} conditions, expected 8 and 0",
                nameof(flow)
            );
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(strainTime);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rotationTime);
        return new FlowModel(
            flow,
            new Noise(GaussianGradients.StrainVariance / strainTime, GaussianGradients.RotationVariance / rotationTime),
            []
        );
    }

    /// <summary>Sets the diffusion; both 0: the deterministic case.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public FlowModel WithDiffusion(double strain, double rotation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(strain);
        ArgumentOutOfRangeException.ThrowIfNegative(rotation);
        return new FlowModel(Flow, Noise with { StrainDiffusion = strain, RotationDiffusion = rotation }, Coefficients);
    }

    /// <summary>Sets the correlation times of the noise; both 0: white.</summary>
    /// <exception cref="ArgumentException">One of the two is 0 and the other is not.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public FlowModel WithMemory(double strain, double rotation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(strain);
        ArgumentOutOfRangeException.ThrowIfNegative(rotation);
        if (strain == 0 != (rotation == 0))
            throw new ArgumentException($"memory {strain} and {rotation}: both are 0 or neither", nameof(rotation));
        return new FlowModel(Flow, Noise with { StrainMemory = strain, RotationMemory = rotation }, Coefficients);
    }

    /// <summary>Sets the coefficients of the gauge.</summary>
    /// <param name="coefficients">As many as there are features, or none.</param>
    /// <exception cref="ArgumentException">Another number of coefficients.</exception>
    public FlowModel WithGauge(params IEnumerable<double> coefficients)
    {
        double[] all = [.. coefficients];
        if (all.Length != 0 && all.Length != Gauge.Coefficients)
            throw new ArgumentException(
                $"{all.Length} coefficients, expected {Gauge.Coefficients} or none",
                nameof(coefficients)
            );
        return new FlowModel(Flow, Noise, all);
    }

    /// <summary>The mean drift of white noise, D s + N, at points.</summary>
    /// <param name="x">Coordinates in Kolmogorov units, [sample, coordinate].</param>
    /// <exception cref="ArgumentException">There are not eight columns, or a number is not finite.</exception>
    public double[,] Drift(double[,] x)
    {
        var score = Flow.Score(x);
        var drift = HasGauge ? GaugeDrift.Evaluate(x, score, Coefficients) : new double[x.GetLength(0), 8];
        for (var n = 0; n < x.GetLength(0); n++)
        for (var i = 0; i < 8; i++)
            drift[n, i] += Noise.Diffusion(i) * score[n, i];
        return drift;
    }

    /// <summary>Whether the construction is right where the answer is known: every figure is a deviation, and should be near rounding.</summary>
    /// <param name="samples">Points at which it is tried.</param>
    /// <param name="seed">Seed of the points.</param>
    public ModelVerification Verify(int samples = 200, long seed = 0) => ModelVerification.Of(this, samples, seed);

    internal override double[,] Start(int trajectories, long seed) => Flow.Sample(trajectories, seed);

    internal override ITileDrift<float> SingleDrift() => NewDrift<float>();

    internal override ITileDrift<double> DoubleDrift() => NewDrift<double>();

    private DensityDrift<T> NewDrift<T>()
        where T : unmanaged =>
        new(
            _density.Value,
            LaneVectors<T>.Of(Flow.AllParameters),
            HasGauge ? GaugeProgram.Value : null,
            LaneVectors<T>.Of(Gauge.Weights(Coefficients))
        );
}
