using MlPhys.Numerics.Random;

namespace MlPhys.Turbulence.Simulation;

/// <summary>The velocity at the start.</summary>
public abstract record InitialField
{
    private protected InitialField() { }

    /// <summary>The vortex of Taylor and Green, u = (sin x cos y cos z, -cos x sin y cos z, 0) times an amplitude.</summary>
    /// <param name="amplitude">Largest velocity.</param>
    public static InitialField TaylorGreen(double amplitude = 1) => new TaylorGreenField(amplitude);

    /// <summary>Gaussian random modes with an energy spectrum.</summary>
    /// <param name="spectrum">Energy E(k) of shell k = 1, 2, ....</param>
    public static InitialField Random(Func<double, double> spectrum) => new RandomField(spectrum);

    /// <summary>Gaussian random modes with the spectrum E(k) ∝ k⁴ exp(-2 (k/k_0)²).</summary>
    /// <param name="energy">Total energy ½⟨u²⟩.</param>
    /// <param name="peak">Wave number k_0 of the largest energy.</param>
    /// <exception cref="ArgumentException">A number that is not positive.</exception>
    public static InitialField Random(double energy = 1, double peak = 2)
    {
        if (!(energy > 0 && peak > 0))
            throw new ArgumentException($"energy {energy} and peak {peak} must be positive", nameof(energy));
        double Shape(double k) => Math.Pow(k, 4) * Math.Exp(-2 * k * k / (peak * peak));
        var total = Enumerable.Range(1, 100).Sum(k => Shape(k));
        return new RandomField(k => energy / total * Shape(k));
    }

    internal abstract void Fill(VelocityModes<double> velocity, long seed);
}

internal sealed record TaylorGreenField(double Amplitude) : InitialField
{
    internal override unsafe void Fill(VelocityModes<double> velocity, long seed)
    {
        var grid = velocity.Grid;
        // sin x cos y cos z has modes (±1, ±1, ±1) of weight ∓i/8; those with kz = -1 are not stored.
        foreach (var kx in (int[])[-1, 1])
        foreach (var ky in (int[])[-1, 1])
        {
            velocity.Component(0)[grid.Offset(kx, ky, 1) + 1] = -kx * Amplitude / 8;
            velocity.Component(1)[grid.Offset(kx, ky, 1) + 1] = ky * Amplitude / 8;
        }
    }
}

internal sealed record RandomField(Func<double, double> Spectrum) : InitialField
{
    internal override unsafe void Fill(VelocityModes<double> velocity, long seed)
    {
        var grid = velocity.Grid;
        var stream = new RandomStream(seed);
        var draw = new double[6];
        var energy = new double[2 * grid.Cut + 1];
        Visit(
            grid,
            (kx, ky, kz) =>
            {
                stream.FillGaussian(draw);
                for (var part = 0; part < 2; part++)
                {
                    var along =
                        (kx * draw[part] + ky * draw[2 + part] + kz * draw[4 + part]) / (kx * kx + ky * ky + kz * kz);
                    (draw[part], draw[2 + part], draw[4 + part]) = (
                        draw[part] - kx * along,
                        draw[2 + part] - ky * along,
                        draw[4 + part] - kz * along
                    );
                }
                for (var i = 0; i < 6; i++)
                    velocity.Component(i / 2)[grid.Offset(kx, ky, kz) + i % 2] = draw[i];
            }
        );
        HermitianPlane.Symmetrise(velocity);
        Visit(
            grid,
            (kx, ky, kz) =>
            {
                for (var i = 0; i < 6; i++)
                    energy[ShellModes.Of(kx, ky, kz)] +=
                        (kz == 0 ? 0.5 : 1) * Math.Pow(velocity.Component(i / 2)[grid.Offset(kx, ky, kz) + i % 2], 2);
            }
        );
        Visit(
            grid,
            (kx, ky, kz) =>
            {
                var shell = ShellModes.Of(kx, ky, kz);
                var factor = Math.Sqrt(Spectrum(shell) / energy[shell]);
                for (var i = 0; i < 6; i++)
                    velocity.Component(i / 2)[grid.Offset(kx, ky, kz) + i % 2] *= factor;
            }
        );
    }

    private static void Visit(SpectralGrid grid, Action<int, int, int> visit)
    {
        for (var ky = -grid.Cut; ky <= grid.Cut; ky++)
        for (var kx = -grid.Cut; kx <= grid.Cut; kx++)
        for (var kz = 0; kz <= grid.Cut; kz++)
            if (grid.Holds(kx, ky, kz) && (kx, ky, kz) != (0, 0, 0))
                visit(kx, ky, kz);
    }
}
