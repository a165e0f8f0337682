using System.Numerics;
using MlPhys.Numerics.Fourier;

namespace MlPhys.Turbulence.Simulation;

/// <summary>exp(-ν k² t) as a product over the three axes.</summary>
internal sealed unsafe class Decay<T>(SpectralGrid grid) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedArray<T> row = new(2 * grid.Width);
    private readonly double[] axis = new double[grid.Cut + 1];

    /// <summary>The factor of kz, twice each.</summary>
    public T* Row => row.Pointer;

    /// <summary>The factor of kx and ky.</summary>
    public T Of(int kx, int ky) => T.CreateTruncating(axis[Math.Abs(kx)] * axis[Math.Abs(ky)]);

    public void Set(double viscosityTimesTime)
    {
        for (var k = 0; k < axis.Length; k++)
        {
            axis[k] = Math.Exp(-viscosityTimesTime * k * k);
            row.Span[2 * k] = row.Span[2 * k + 1] = T.CreateTruncating(axis[k]);
        }
    }

    public void Dispose() => row.Dispose();
}
