using MlPhys.Flows;
using MlPhys.Runs;
using MlPhys.Turbulence.Gradients;
using MlPhys.Turbulence.Models.Fitting;
using MlPhys.Turbulence.Statistics;

namespace MlPhys.Turbulence.Models;

/// <summary>
/// Finds gauge and noise of a model: first the gauge by ridge regression on measured rates of change, then a few scales by Gauss-Newton steps on the
/// autocorrelations of simulated trajectories, with the same random numbers in every simulation.
/// </summary>
/// <example><c>FlowModelFit.Of(flow, gradients).WithTargets(GradientCorrelations.Of(lagrangian)).Fit()</c></example>
public sealed record FlowModelFit
{
    private FlowModelFit(Flow flow, VelocityGradients gradients) => (Flow, Gradients) = (flow, gradients);

    /// <summary>Ridge of the regression, relative to the mean square of the features.</summary>
    public double Ridge { get; private init; } = 1e-3;

    /// <summary>Gauss-Newton steps.</summary>
    public int Steps { get; private init; } = 6;

    /// <summary>Whether the noise is coloured.</summary>
    public bool IsColoured { get; private init; } = true;

    /// <summary>Whether there is no noise at all.</summary>
    public bool IsDeterministic { get; private init; }

    /// <summary>Trajectories of each simulation.</summary>
    public int Trajectories { get; private init; } = 512;

    /// <summary>Seed of the simulations.</summary>
    public long Seed { get; private init; }

    internal Flow Flow { get; }

    internal VelocityGradients Gradients { get; }

    private GradientCorrelations? Targets { get; init; }

    /// <summary>Begins a fit.</summary>
    /// <param name="flow">Density of the gradients.</param>
    /// <param name="gradients">Gradients with pressure Hessian and viscous term, at any points, or along trajectories.</param>
    /// <exception cref="InvalidOperationException">The gradients come without the terms of their rates, and not along trajectories.</exception>
    public static FlowModelFit Of(Flow flow, VelocityGradients gradients)
    {
        if (!gradients.HasRates)
            throw new InvalidOperationException(
                "the regression needs dA/dt: gradients with pressure Hessian and viscous term (VelocityGradients.WithTerms), or trajectories of at least three times"
            );
        return new FlowModelFit(flow, gradients);
    }

    /// <summary>Sets the autocorrelations to be met; none: only the regression is done.</summary>
    public FlowModelFit WithTargets(GradientCorrelations targets) => this with { Targets = targets };

    /// <summary>Sets the relative ridge.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public FlowModelFit WithRidge(double ridge)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ridge);
        return this with { Ridge = ridge };
    }

    /// <summary>Takes white noise.</summary>
    public FlowModelFit WithWhiteNoise() => this with { IsColoured = false, IsDeterministic = false };

    /// <summary>
    /// Takes no noise, the deterministic case of Carbone et al.: only the gauge mixes, and the tuning moves the plain part of each of its terms.
    /// </summary>
    public FlowModelFit WithoutNoise() => this with { IsColoured = false, IsDeterministic = true };

    /// <summary>Sets the effort of the second part.</summary>
    /// <param name="steps">Gauss-Newton steps.</param>
    /// <param name="trajectories">Trajectories of each simulation.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative steps, or no trajectory.</exception>
    public FlowModelFit WithEffort(int steps, int trajectories)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ArgumentOutOfRangeException.ThrowIfLessThan(trajectories, 1);
        return this with { Steps = steps, Trajectories = trajectories };
    }

    /// <summary>Sets the seed.</summary>
    public FlowModelFit WithSeed(long seed) => this with { Seed = seed };

    /// <summary>Fits the model.</summary>
    /// <param name="progress">Told after each simulation.</param>
    /// <param name="cancellation">Stops between simulations.</param>
    public FittedModel Fit(IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var regression = RateRegression.Of(Flow, Gradients, Ridge, Seed);
        var start = FlowModel.Of(Flow).WithGauge(regression.Coefficients);
        if (IsColoured)
            start = start.WithMemory(0.5, 0.5);
        if (IsDeterministic)
            start = start.WithDiffusion(0, 0);
        if (Targets is null)
            return new FittedModel(start, regression.ExplainedRate, []);
        var tuning = new TrajectoryTuning(start, Targets, Trajectories, Seed);
        var (model, history) = tuning.Run(Steps, progress, cancellation);
        return new FittedModel(model, regression.ExplainedRate, history);
    }
}
