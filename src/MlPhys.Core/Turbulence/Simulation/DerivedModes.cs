using System.Numerics;

namespace MlPhys.Turbulence.Simulation;

/// <summary>A field made of a velocity component in Fourier space: derived along an axis, filtered, damped by -k².</summary>
/// <param name="Component">Index of the velocity component.</param>
/// <param name="Axis">Axis of the derivative; -1: none.</param>
/// <param name="IsLaplacian">Whether to take the Laplacian of it.</param>
internal readonly record struct DerivedModes(int Component, int Axis = -1, bool IsLaplacian = false)
{
    /// <summary>u, v, w.</summary>
    public static DerivedModes[] Velocity { get; } = [new(0), new(1), new(2)];

    /// <summary>A11, A12, ..., A32: A33 follows from the others.</summary>
    public static DerivedModes[] Gradients { get; } =
    [.. Enumerable.Range(0, 8).Select(c => new DerivedModes(c / 3, c % 3))];

    /// <summary>∇²A11, ..., ∇²A32.</summary>
    public static DerivedModes[] GradientLaplacians { get; } =
    [.. Enumerable.Range(0, 8).Select(c => new DerivedModes(c / 3, c % 3, IsLaplacian: true))];

    /// <summary>Writes the block of one ky.</summary>
    /// <param name="velocity">The velocity.</param>
    /// <param name="row">The ky.</param>
    /// <param name="filter">Factor of |k_i| for each axis.</param>
    /// <param name="target">The block.</param>
    public unsafe void Write<T>(VelocityModes<T> velocity, int row, T[] filter, T* target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var grid = velocity.Grid;
        var ky = grid.Wave(row);
        var source = velocity.Component(Component) + (nint)row * grid.BlockLength;
        for (var column = 0; column < grid.Rows; column++)
        {
            var kx = grid.Wave(column);
            var rowFilter = filter[Math.Abs(kx)] * filter[Math.Abs(ky)];
            T* from = source + (nint)column * 2 * grid.Width,
                to = target + (nint)column * 2 * grid.Width;
            for (var kz = 0; kz <= grid.Cut; kz++)
            {
                var factor = rowFilter * filter[kz];
                if (IsLaplacian)
                    factor *= T.CreateTruncating(-(kx * kx + ky * ky + kz * kz));
                var (real, imaginary) = (factor * from[2 * kz], factor * from[2 * kz + 1]);
                if (Axis >= 0)
                {
                    var wave = T.CreateTruncating(
                        Axis == 0 ? kx
                        : Axis == 1 ? ky
                        : kz
                    );
                    (real, imaginary) = (-wave * imaginary, wave * real);
                }
                (to[2 * kz], to[2 * kz + 1]) = (real, imaginary);
            }
        }
    }
}
