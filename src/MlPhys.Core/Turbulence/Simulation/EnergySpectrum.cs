using System.Numerics;

namespace MlPhys.Turbulence.Simulation;

/// <summary>Energy E(k) and its moments, summed in double precision over shells k - ½ ≤ |k| &lt; k + ½.</summary>
internal sealed record EnergySpectrum(double[] Shells, double Energy, double Enstrophy, double IntegralScale)
{
    /// <remarks>The integral scale is π/(2u'²) Σ E(k)/k with u'² = 2/3 of the energy.</remarks>
    public static unsafe EnergySpectrum Of<T>(VelocityModes<T> velocity)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var grid = velocity.Grid;
        var shells = new double[(int)(grid.Cut * Math.Sqrt(3)) + 2];
        var enstrophy = 0.0;
        for (var row = 0; row < grid.Rows; row++)
        for (var column = 0; column < grid.Rows; column++)
        for (var kz = 0; kz <= grid.Cut; kz++)
        {
            var (kx, ky) = (grid.Wave(column), grid.Wave(row));
            if (!grid.Holds(kx, ky, kz))
                break;
            var square = kx * kx + ky * ky + kz * kz;
            var energy = 0.0;
            for (var i = 0; i < 3; i++)
            {
                var at = velocity.Component(i) + grid.Offset(kx, ky, kz);
                var (real, imaginary) = (double.CreateTruncating(at[0]), double.CreateTruncating(at[1]));
                energy += real * real + imaginary * imaginary;
            }
            energy *= kz == 0 ? 0.5 : 1;
            shells[ShellModes.Of(kx, ky, kz)] += energy;
            enstrophy += square * energy;
        }
        var total = shells.Sum();
        var inverse = shells.Skip(1).Select((e, i) => e / (i + 1)).Sum();
        return new EnergySpectrum(shells, total, enstrophy, Math.PI / 2 * inverse / (2.0 / 3 * total));
    }
}
