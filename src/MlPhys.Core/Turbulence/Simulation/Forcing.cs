namespace MlPhys.Turbulence.Simulation;

/// <summary>What feeds energy to the large scales.</summary>
public abstract record Forcing
{
    private protected Forcing() { }

    /// <summary>Nothing: turbulence decays.</summary>
    public static Forcing None { get; } = new NoForcing();

    /// <summary>Holds the energy of the shells |k| ≈ 1, 2, ... by rescaling them after each step.</summary>
    /// <param name="energies">Energy of shell 1, 2, ...; shell n holds n - ½ ≤ |k| &lt; n + ½.</param>
    /// <exception cref="ArgumentException">No shells, or an energy that is not positive.</exception>
    public static Forcing ShellEnergies(params IEnumerable<double> energies) =>
        new ShellEnergyForcing([.. energies]).Checked();

    /// <summary>A random force with the memory of an Ornstein-Uhlenbeck process on each mode below a wave number, divergence-free.</summary>
    /// <remarks>Eswaran and Pope, Comput. Fluids 16, 257 (1988).</remarks>
    /// <param name="acceleration">Root mean square of the force on each component of each mode, length/time².</param>
    /// <param name="memory">Correlation time.</param>
    /// <param name="largestWaveNumber">Modes 0 &lt; |k| ≤ this are forced.</param>
    /// <exception cref="ArgumentException">A number that is not positive.</exception>
    public static Forcing OrnsteinUhlenbeck(double acceleration, double memory, double largestWaveNumber = 2.5) =>
        new OrnsteinUhlenbeckForcing(acceleration, memory, largestWaveNumber).Checked();
}

/// <summary>No forcing.</summary>
public sealed record NoForcing : Forcing;

/// <summary>Shell energies held constant.</summary>
/// <param name="Energies">Energy of shell 1, 2, ....</param>
public sealed record ShellEnergyForcing(double[] Energies) : Forcing
{
    internal ShellEnergyForcing Checked() =>
        Energies.Length > 0 && Array.TrueForAll(Energies, e => e > 0 && double.IsFinite(e))
            ? this
            : throw new ArgumentException(
                $"shell energies are [{string.Join(", ", Energies)}], expected positive ones",
                "energies"
            );
}

/// <summary>Ornstein-Uhlenbeck forcing.</summary>
/// <param name="Acceleration">Root mean square force on a component of a mode.</param>
/// <param name="Memory">Correlation time.</param>
/// <param name="LargestWaveNumber">Largest |k| forced.</param>
public sealed record OrnsteinUhlenbeckForcing(double Acceleration, double Memory, double LargestWaveNumber) : Forcing
{
    internal OrnsteinUhlenbeckForcing Checked() =>
        Acceleration > 0 && Memory > 0 && LargestWaveNumber >= 1
            ? this
            : throw new ArgumentException(
                $"the forcing has acceleration {Acceleration}, memory {Memory}, largest wave number {LargestWaveNumber}; expected positive ones and at least 1"
            );
}
