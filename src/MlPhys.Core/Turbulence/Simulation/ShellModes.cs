using System.Numerics;

namespace MlPhys.Turbulence.Simulation;

/// <summary>The kept modes of one shell n - ½ ≤ |k| &lt; n + ½, with kz ≥ 0.</summary>
internal sealed unsafe class ShellModes
{
    private readonly int[] offsets;
    private readonly int[] weights;
    private readonly int[] squares;

    public ShellModes(SpectralGrid grid, int shell)
    {
        var modes = (
            from kx in Enumerable.Range(-shell, 2 * shell + 1)
            from ky in Enumerable.Range(-shell, 2 * shell + 1)
            from kz in Enumerable.Range(0, shell + 1)
            where Of(kx, ky, kz) == shell && grid.Holds(kx, ky, kz)
            select (Offset: grid.Offset(kx, ky, kz), Weight: kz == 0 ? 1 : 2, Square: kx * kx + ky * ky + kz * kz)
        ).ToArray();
        offsets = [.. modes.Select(m => m.Offset)];
        weights = [.. modes.Select(m => m.Weight)];
        squares = [.. modes.Select(m => m.Square)];
    }

    /// <summary>The shell of a mode: |k| rounded.</summary>
    public static int Of(int kx, int ky, int kz) => (int)Math.Floor(Math.Sqrt(kx * kx + ky * ky + kz * kz) + 0.5);

    /// <summary>Energy ½Σ|û|² and enstrophy ½Σk²|û|² of the shell.</summary>
    public (double Energy, double Enstrophy) Sums<T>(VelocityModes<T> velocity)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (energy, enstrophy) = (0.0, 0.0);
        for (var m = 0; m < offsets.Length; m++)
        {
            var square = 0.0;
            for (var i = 0; i < 3; i++)
            {
                var at = velocity.Component(i) + offsets[m];
                var (real, imaginary) = (double.CreateTruncating(at[0]), double.CreateTruncating(at[1]));
                square += real * real + imaginary * imaginary;
            }
            energy += 0.5 * weights[m] * square;
            enstrophy += 0.5 * weights[m] * squares[m] * square;
        }
        return (energy, enstrophy);
    }

    /// <summary>Multiplies the modes of the shell.</summary>
    public void Scale<T>(VelocityModes<T> velocity, double factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var f = T.CreateTruncating(factor);
        for (var i = 0; i < 3; i++)
            foreach (var offset in offsets)
            {
                velocity.Component(i)[offset] *= f;
                velocity.Component(i)[offset + 1] *= f;
            }
    }
}
