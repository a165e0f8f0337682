using MlPhys.Numerics.Random;
using MlPhys.Turbulence.Models.Dynamics;

namespace MlPhys.Turbulence.Models;

/// <summary>A model of the velocity gradient along a fluid particle, in units of the Kolmogorov time for gradient and time.</summary>
public abstract class GradientModel
{
    private protected GradientModel() { }

    /// <summary>Name for tables and legends.</summary>
    public abstract string Name { get; }

    internal abstract Noise Noise { get; }

    /// <summary>Begins a simulation.</summary>
    public ModelSimulation Simulate() => new(this);

    internal abstract ITileDrift<float> SingleDrift();

    internal abstract ITileDrift<double> DoubleDrift();

    /// <summary>First values of an ensemble, [trajectory, coordinate]: isotropic Gaussian gradients unless the model knows better.</summary>
    internal virtual double[,] Start(int trajectories, long seed) =>
        GaussianGradients.Coordinates(new RandomStream(seed), trajectories);
}
