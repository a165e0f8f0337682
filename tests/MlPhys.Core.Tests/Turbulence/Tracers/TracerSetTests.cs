using MlPhys.Numerics.Threads;
using MlPhys.Turbulence.Simulation;
using MlPhys.Turbulence.Tracers;

namespace MlPhys.Core.Tests.Turbulence.Tracers;

public class TracerSetTests
{
    [Fact]
    public void Tracers_stay_on_the_streamlines_of_a_frozen_vortex()
    {
        using var team = new WorkTeam(2);
        using var field = new VelocityModes<double>(new SpectralGrid(32, Dealiasing.Sphere));
        InitialField.TaylorGreen().Fill(field, 1);
        using var tracers = new TracerSet<double>(field.Grid, team, 100, 4);
        // sin x sin y does not change along the paths of (sin x cos y cos z, -cos x sin y cos z, 0), and z stays.
        double[] Invariants() =>
            [
                .. Enumerable
                    .Range(0, 100)
                    .Select(p => Math.Sin(tracers.Positions[3 * p]) * Math.Sin(tracers.Positions[3 * p + 1])),
            ];
        double[] Heights() => [.. Enumerable.Range(0, 100).Select(p => tracers.Positions[3 * p + 2])];
        tracers.Start(field);
        var (before, heights, places) = (Invariants(), Heights(), tracers.Positions.ToArray());
        for (var step = 0; step < 200; step++)
            tracers.Step(field, 0.01);
        Assert.All(before.Zip(Invariants()), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.All(heights.Zip(Heights()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.True(places.Zip(tracers.Positions, (a, b) => Math.Abs(a - b)).Max() > 1);
    }

    [Fact]
    public void The_gradients_met_are_those_of_the_vortex()
    {
        using var team = new WorkTeam(1);
        using var field = new VelocityModes<double>(new SpectralGrid(64, Dealiasing.Sphere));
        InitialField.TaylorGreen().Fill(field, 1);
        using var tracers = new TracerSet<double>(field.Grid, team, 50, 4);
        var a = new float[9 * 50];
        tracers.Gradients(field, a);
        for (var p = 0; p < 50; p++)
        {
            var (x, y, z) = (tracers.Positions[3 * p], tracers.Positions[3 * p + 1], tracers.Positions[3 * p + 2]);
            Assert.Equal(Math.Cos(x) * Math.Cos(y) * Math.Cos(z), a[9 * p], 1e-6);
            Assert.Equal(-Math.Sin(x) * Math.Sin(y) * Math.Cos(z), a[9 * p + 1], 1e-6);
            Assert.Equal(-Math.Sin(x) * Math.Cos(y) * Math.Sin(z), a[9 * p + 2], 1e-6);
            Assert.Equal(0, a[9 * p] + a[9 * p + 4] + a[9 * p + 8], 1e-7);
        }
    }
}
