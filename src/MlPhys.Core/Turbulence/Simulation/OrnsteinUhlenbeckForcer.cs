using System.Numerics;
using MlPhys.Numerics.Random;

namespace MlPhys.Turbulence.Simulation;

/// <summary>Adds dt times a force whose modes are Ornstein-Uhlenbeck processes, stepped exactly.</summary>
internal sealed unsafe class OrnsteinUhlenbeckForcer<T> : Forcer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly OrnsteinUhlenbeckForcing forcing;
    private readonly (int X, int Y, int Z)[] modes;
    private readonly int[] offsets;
    private readonly int[] mirrors;
    private readonly double[] force;
    private readonly double[] kick = new double[6];
    private RandomStream stream;

    public OrnsteinUhlenbeckForcer(OrnsteinUhlenbeckForcing forcing, SpectralGrid grid, long seed)
    {
        this.forcing = forcing;
        var reach = (int)forcing.LargestWaveNumber;
        var limit = forcing.LargestWaveNumber * forcing.LargestWaveNumber;
        // Half of the modes: the others follow because the force is real.
        modes =
        [
            .. from kz in Enumerable.Range(0, reach + 1)
            from ky in Enumerable.Range(-reach, 2 * reach + 1)
            from kx in Enumerable.Range(-reach, 2 * reach + 1)
            where kz > 0 || ky > 0 || (ky == 0 && kx > 0)
            where kx * kx + ky * ky + kz * kz <= limit && grid.Holds(kx, ky, kz)
            select (kx, ky, kz),
        ];
        offsets = [.. modes.Select(k => grid.Offset(k.X, k.Y, k.Z))];
        mirrors = [.. modes.Select(k => k.Z == 0 ? grid.Offset(-k.X, -k.Y, 0) : -1)];
        stream = new RandomStream(seed);
        force = stream.Gaussians(6 * modes.Length);
        for (var i = 0; i < force.Length; i++)
            force[i] *= forcing.Acceleration * Math.Sqrt(0.5);
    }

    public override double[] Memory => force;

    public override byte[] Stream => stream.Save();

    public override void Restore(double[] memory, byte[] stream)
    {
        memory.CopyTo(force, 0);
        this.stream = RandomStream.Restore(stream);
    }

    public override (double Energy, double Enstrophy) Apply(VelocityModes<T> velocity, double dt)
    {
        var keep = Math.Exp(-dt / forcing.Memory);
        var spread = forcing.Acceleration * Math.Sqrt(0.5 * (1 - keep * keep));
        var (energy, enstrophy) = (0.0, 0.0);
        for (var m = 0; m < modes.Length; m++)
        {
            var f = force.AsSpan(6 * m, 6);
            stream.FillGaussian(kick);
            for (var i = 0; i < 6; i++)
                f[i] = keep * f[i] + spread * kick[i];
            var (x, y, z) = modes[m];
            var square = x * x + y * y + z * z;
            var gain = 0.0;
            for (var part = 0; part < 2; part++)
            {
                var along = (x * f[part] + y * f[2 + part] + z * f[4 + part]) / square;
                gain += Add(velocity, m, 0, part, dt * (f[part] - x * along));
                gain += Add(velocity, m, 1, part, dt * (f[2 + part] - y * along));
                gain += Add(velocity, m, 2, part, dt * (f[4 + part] - z * along));
            }
            // Each mode stands for itself and its mirror.
            energy += gain;
            enstrophy += square * gain;
        }
        return (energy, enstrophy);
    }

    /// <returns>Change of |û|² by this part.</returns>
    private double Add(VelocityModes<T> velocity, int mode, int component, int part, double push)
    {
        var at = velocity.Component(component) + offsets[mode] + part;
        var before = double.CreateTruncating(*at);
        *at = T.CreateTruncating(before + push);
        var after = double.CreateTruncating(*at);
        if (mirrors[mode] >= 0)
            velocity.Component(component)[mirrors[mode] + part] = part == 0 ? *at : -*at;
        return after * after - before * before;
    }
}
