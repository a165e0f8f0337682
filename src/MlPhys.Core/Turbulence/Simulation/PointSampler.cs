using MlPhys.Numerics.Fourier;
using MlPhys.Numerics.Random;
using MlPhys.Numerics.Threads;

namespace MlPhys.Turbulence.Simulation;

/// <summary>Gradient, pressure Hessian and viscous term at random grid points: exact, for nothing is interpolated or differenced.</summary>
internal sealed unsafe class PointSampler : IDisposable
{
    private readonly SpectralGrid grid;
    private readonly WorkTeam single = new(1);
    private readonly CubeTransform<double> transform;
    private readonly PlaneStack<double> gradients;
    private readonly PlaneStack<double> laplacians;
    private readonly PlaneStack<double> hessians;
    private readonly VelocityModes<double> pressureGradient;
    private readonly AlignedArray<double> pencils;
    private readonly AlignedArray<double> plane;
    private readonly TransformScratch<double> scratch;
    private readonly double viscosity;

    public PointSampler(SpectralGrid grid, double viscosity)
    {
        (this.grid, this.viscosity) = (grid, viscosity);
        transform = new CubeTransform<double>(grid);
        gradients = new PlaneStack<double>(grid, single, DerivedModes.Gradients);
        laplacians = new PlaneStack<double>(grid, single, DerivedModes.GradientLaplacians);
        hessians = new PlaneStack<double>(
            grid,
            single,
            [new(0, 0), new(0, 1), new(0, 2), new(1, 1), new(1, 2), new(2, 2)]
        );
        pressureGradient = new VelocityModes<double>(grid);
        pencils = new AlignedArray<double>(transform.PencilLength);
        plane = new AlignedArray<double>(transform.PlaneLength);
        scratch = transform.NewScratch();
    }

    /// <summary>Samples a velocity.</summary>
    /// <param name="velocity">The velocity.</param>
    /// <param name="stream">Chooses the points.</param>
    /// <param name="values">Nine numbers of A a point; H and ν∇²A likewise.</param>
    /// <param name="hessian">Pressure Hessian.</param>
    /// <param name="viscous">Viscous term.</param>
    public void Sample(
        VelocityModes<double> velocity,
        RandomStream stream,
        Span<double> values,
        Span<double> hessian,
        Span<double> viscous
    )
    {
        var n = grid.Points;
        var points = new int[values.Length / 9];
        for (var p = 0; p < points.Length; p++)
            points[p] = (int)stream.Integer((long)n * n * n);
        var sampled = Sampled(gradients, velocity, points, 8, WithSquare);
        PressureGradient();
        var pressure = Sampled(hessians, pressureGradient, points, 6);
        var friction = Sampled(laplacians, velocity, points, 8);
        for (var p = 0; p < points.Length; p++)
        {
            Complete(sampled.AsSpan(8 * p, 8), values.Slice(9 * p, 9), 1);
            Complete(friction.AsSpan(8 * p, 8), viscous.Slice(9 * p, 9), viscosity);
            for (var i = 0; i < 3; i++)
            for (var j = 0; j < 3; j++)
                hessian[9 * p + 3 * i + j] = pressure[6 * p + (i == 0 || j == 0 ? i + j : i + j + 1)];
        }
    }

    public void Dispose()
    {
        foreach (
            var part in (IEnumerable<IDisposable>)
                [single, gradients, laplacians, hessians, pressureGradient, pencils, plane, scratch]
        )
            part.Dispose();
    }

    private static void Complete(ReadOnlySpan<double> eight, Span<double> nine, double factor)
    {
        for (var c = 0; c < 8; c++)
            nine[c] = factor * eight[c];
        nine[8] = -nine[0] - nine[4];
    }

    private double[] Sampled(
        PlaneStack<double> stack,
        VelocityModes<double> modes,
        int[] points,
        int fields,
        PlaneVisitor<double>? also = null
    )
    {
        var (length, values) = (transform.PlaneLength, new double[points.Length * fields]);
        stack.Visit(
            modes,
            (x, planes) =>
            {
                for (var p = 0; p < points.Length; p++)
                    if (points[p] / length == x)
                        for (var f = 0; f < fields; f++)
                            values[fields * p + f] = planes[f * length + points[p] % length];
                also?.Invoke(x, planes);
            }
        );
        return values;
    }

    /// <summary>Tr A² of a plane into the pencils.</summary>
    private void WithSquare(int x, ReadOnlySpan<double> a)
    {
        var length = transform.PlaneLength;
        var square = plane.Span;
        for (var at = 0; at < length; at++)
        {
            var (a11, a22) = (a[at], a[4 * length + at]);
            var a33 = -a11 - a22;
            square[at] =
                a11 * a11
                + a22 * a22
                + a33 * a33
                + 2
                    * (
                        a[length + at] * a[3 * length + at]
                        + a[2 * length + at] * a[6 * length + at]
                        + a[5 * length + at] * a[7 * length + at]
                    );
        }
        transform.ForwardPlane(plane.Pointer, x, pencils.Pointer, scratch);
    }

    /// <summary>i k_i p̂ from k² p̂ = FT(Tr A²).</summary>
    private void PressureGradient()
    {
        var scale = 1 / Math.Pow(grid.Points, 3);
        for (var row = 0; row < grid.Rows; row++)
        {
            transform.ForwardX(pencils.Pointer, row, scratch.Spectrum);
            for (var column = 0; column < grid.Rows; column++)
            for (var kz = 0; kz <= grid.Cut; kz++)
            {
                var (kx, ky) = (grid.Wave(column), grid.Wave(row));
                var k2 = kx * kx + ky * ky + kz * kz;
                var factor = k2 > 0 && grid.Holds(kx, ky, kz) ? scale / k2 : 0;
                var from = scratch.Spectrum + 2 * (transform.ColumnRow(column) * grid.Width + kz);
                for (var i = 0; i < 3; i++)
                {
                    var k =
                        i == 0 ? kx
                        : i == 1 ? ky
                        : kz;
                    var to = pressureGradient.Component(i) + grid.Offset(kx, ky, kz);
                    (to[0], to[1]) = (-k * factor * from[1], k * factor * from[0]);
                }
            }
        }
    }
}
