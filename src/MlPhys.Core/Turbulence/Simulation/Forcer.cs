using System.Numerics;
using MlPhys.Runs;

namespace MlPhys.Turbulence.Simulation;

/// <summary>Applies a forcing after each step and tells what it gave.</summary>
internal abstract class Forcer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static Forcer<T> Of(Forcing forcing, SpectralGrid grid, long seed) =>
        forcing switch
        {
            ShellEnergyForcing f => new ShellEnergyForcer<T>(f, grid),
            OrnsteinUhlenbeckForcing f => new OrnsteinUhlenbeckForcer<T>(f, grid, Seeds.Derive(seed, "forcing")),
            _ => new NoForcer<T>(),
        };

    /// <summary>Changes the velocity by what the force does in dt.</summary>
    /// <returns>Change of energy and enstrophy.</returns>
    public abstract (double Energy, double Enstrophy) Apply(VelocityModes<T> velocity, double dt);

    /// <summary>What must be stored to go on to the same bits; empty: nothing.</summary>
    public virtual double[] Memory => [];

    /// <summary>State of the random stream; empty: none.</summary>
    public virtual byte[] Stream => [];

    public virtual void Restore(double[] memory, byte[] stream) { }
}

/// <summary>Leaves the flow alone.</summary>
internal sealed class NoForcer<T> : Forcer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override (double Energy, double Enstrophy) Apply(VelocityModes<T> velocity, double dt) => default;
}

/// <summary>Rescales shells to their energies.</summary>
internal sealed class ShellEnergyForcer<T>(ShellEnergyForcing forcing, SpectralGrid grid) : Forcer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ShellModes[] shells = [.. forcing.Energies.Select((_, i) => new ShellModes(grid, i + 1))];

    public override (double Energy, double Enstrophy) Apply(VelocityModes<T> velocity, double dt)
    {
        var (energy, enstrophy) = (0.0, 0.0);
        for (var s = 0; s < shells.Length; s++)
        {
            var (before, enstrophyBefore) = shells[s].Sums(velocity);
            if (before <= 0)
                throw new InvalidOperationException(
                    $"shell {s + 1} has no energy and cannot be held at {forcing.Energies[s]}; start from a field that has some"
                );
            var ratio = forcing.Energies[s] / before;
            shells[s].Scale(velocity, Math.Sqrt(ratio));
            energy += (ratio - 1) * before;
            enstrophy += (ratio - 1) * enstrophyBefore;
        }
        return (energy, enstrophy);
    }
}
