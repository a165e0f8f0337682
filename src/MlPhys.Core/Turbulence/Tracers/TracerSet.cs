using System.Numerics;
using MlPhys.Numerics.Random;
using MlPhys.Numerics.Threads;
using MlPhys.Turbulence.Simulation;

namespace MlPhys.Turbulence.Tracers;

/// <summary>Fluid particles carried by the velocity, stepped by Heun's scheme, and the gradients that they meet.</summary>
internal sealed class TracerSet<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Chunk = 64;
    private readonly WorkTeam team;
    private readonly FieldCube<T> velocityCube;
    private readonly FieldCube<T> gradientCube;
    private readonly T[] speeds;
    private readonly T[] gradients;
    private readonly double[] guesses;
    private readonly T[] guessSpeeds;
    private readonly Action<int, int> move;
    private readonly Action<int, int> sample;
    private double dt;

    /// <param name="grid">The modes.</param>
    /// <param name="team">Threads.</param>
    /// <param name="count">Number of particles.</param>
    /// <param name="seed">Seed of their places.</param>
    /// <param name="velocity">How the velocity is interpolated.</param>
    /// <param name="gradient">How the gradient is interpolated.</param>
    public TracerSet(
        SpectralGrid grid,
        WorkTeam team,
        int count,
        long seed,
        TracerInterpolation velocity = TracerInterpolation.CubicSpline,
        TracerInterpolation gradient = TracerInterpolation.QuinticSpline
    )
    {
        this.team = team;
        velocityCube = new FieldCube<T>(grid, team, velocity, DerivedModes.Velocity);
        gradientCube = new FieldCube<T>(grid, team, gradient, DerivedModes.Gradients);
        Positions = new RandomStream(seed).Uniforms(3 * count);
        for (var i = 0; i < Positions.Length; i++)
            Positions[i] *= 2 * Math.PI;
        (speeds, guessSpeeds) = (new T[4 * count], new T[4 * count]);
        (guesses, gradients) = (new double[3 * count], new T[8 * count]);
        (move, sample) = (Move, Sample);
    }

    /// <summary>Three coordinates a particle, unwrapped.</summary>
    public double[] Positions { get; }

    public int Count => Positions.Length / 3;

    private int Chunks => (Count + Chunk - 1) / Chunk;

    /// <summary>Takes the velocities of the present field, before the first step.</summary>
    public void Start(VelocityModes<T> velocity)
    {
        velocityCube.Set(velocity);
        velocityCube.At(Positions, speeds);
    }

    /// <summary>Moves the particles over a step at whose end the velocity is the one given.</summary>
    public void Step(VelocityModes<T> velocity, double step)
    {
        dt = step;
        velocityCube.Set(velocity);
        team.Run(Chunks, move);
    }

    /// <summary>Nine gradients a particle, A11 to A33, traceless to the last bit.</summary>
    public void Gradients(VelocityModes<T> velocity, Span<float> target)
    {
        gradientCube.Set(velocity);
        team.Run(Chunks, sample);
        for (var p = 0; p < Count; p++)
        {
            var a = target.Slice(9 * p, 9);
            for (var c = 0; c < 8; c++)
                a[c] = float.CreateTruncating(gradients[8 * p + c]);
            a[8] = -a[0] - a[4];
        }
    }

    public void Dispose()
    {
        velocityCube.Dispose();
        gradientCube.Dispose();
    }

    private void Move(int chunk, int member)
    {
        var (from, end) = (chunk * Chunk, Math.Min(Count, (chunk + 1) * Chunk));
        for (var p = from; p < end; p++)
        for (var i = 0; i < 3; i++)
            guesses[3 * p + i] = Positions[3 * p + i] + dt * double.CreateTruncating(speeds[4 * p + i]);
        velocityCube.At(guesses.AsSpan(3 * from, 3 * (end - from)), guessSpeeds.AsSpan(4 * from));
        for (var p = from; p < end; p++)
        for (var i = 0; i < 3; i++)
            Positions[3 * p + i] += 0.5 * dt * double.CreateTruncating(speeds[4 * p + i] + guessSpeeds[4 * p + i]);
        velocityCube.At(Positions.AsSpan(3 * from, 3 * (end - from)), speeds.AsSpan(4 * from));
    }

    private void Sample(int chunk, int member)
    {
        var (from, end) = (chunk * Chunk, Math.Min(Count, (chunk + 1) * Chunk));
        gradientCube.At(Positions.AsSpan(3 * from, 3 * (end - from)), gradients.AsSpan(8 * from));
    }
}
