using System.Numerics;

namespace MlPhys.Turbulence.Simulation;

/// <summary>The plane kz = 0, where a real field has û(-k) equal to the conjugate of û(k).</summary>
internal static unsafe class HermitianPlane
{
    /// <summary>Makes the plane exactly so: what breaks the symmetry is invisible to the nonlinear term and would grow under forcing.</summary>
    public static void Symmetrise<T>(VelocityModes<T> velocity)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var grid = velocity.Grid;
        var half = T.CreateTruncating(0.5);
        for (var i = 0; i < 3; i++)
        {
            var modes = velocity.Component(i);
            for (var ky = 0; ky <= grid.Cut; ky++)
            for (var kx = ky == 0 ? 0 : -grid.Cut; kx <= grid.Cut; kx++)
            {
                T* at = modes + grid.Offset(kx, ky, 0),
                    mirror = modes + grid.Offset(-kx, -ky, 0);
                var (real, imaginary) = (half * (at[0] + mirror[0]), half * (at[1] - mirror[1]));
                (at[0], at[1]) = (real, imaginary);
                (mirror[0], mirror[1]) = (real, -imaginary);
            }
        }
    }
}
