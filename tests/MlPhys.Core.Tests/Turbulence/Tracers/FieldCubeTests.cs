using MlPhys.Numerics.Random;
using MlPhys.Numerics.Threads;
using MlPhys.Turbulence.Simulation;
using MlPhys.Turbulence.Tracers;

namespace MlPhys.Core.Tests.Turbulence.Tracers;

public class FieldCubeTests
{
    private const int Points = 60;
    private const double Eta = 0.0558;

    private static InitialField Vortex => InitialField.TaylorGreen();

    /// <summary>Inertial and dissipation range as in the reference flow, k_max η = 1.19.</summary>
    private static InitialField Developed => InitialField.Random(k => Math.Pow(k, -5.0 / 3) * Math.Exp(-5.2 * k * Eta));

    [Fact]
    public void Cubic_and_hermite_are_of_fourth_and_quintic_of_sixth_order()
    {
        foreach (var kind in Enum.GetValues<TracerInterpolation>())
        {
            var points = kind == TracerInterpolation.CubicHermite ? 48 : 16;
            var ratio = Error<double>(points, kind, Vortex) / Error<double>(2 * points, kind, Vortex);
            var order = kind == TracerInterpolation.QuinticSpline ? 6 : 4;
            Assert.InRange(Math.Log2(ratio), order - 0.2, order + 0.2);
        }
    }

    [Fact]
    public void A_developed_spectrum_is_met_within_the_bounds_of_the_methods_page()
    {
        Assert.InRange(Error<double>(64, TracerInterpolation.QuinticSpline, Developed), 0, 1.5e-3);
        Assert.InRange(Error<double>(64, TracerInterpolation.CubicSpline, Developed), 0, 8e-3);
        Assert.InRange(Error<float>(64, TracerInterpolation.QuinticSpline, Developed), 0, 1.5e-3);
        // Above the four-point Lagrange polynomial's 1.9e-2 no kernel of six points would be of use.
        Assert.InRange(Error<double>(64, TracerInterpolation.CubicHermite, Developed), 0, 1.9e-2);
    }

    [Fact]
    public void The_trace_of_nine_interpolated_components_is_round_off()
    {
        var (modes, positions) = Case(32, Developed);
        using var team = new WorkTeam(1);
        DerivedModes[] diagonal = [new(0, 0), new(1, 1), new(2, 2)];
        using var cube = new FieldCube<double>(modes.Grid, team, TracerInterpolation.QuinticSpline, diagonal);
        cube.Set(modes);
        var a = new double[4 * Points];
        cube.At(positions, a);
        var (trace, size) = (0.0, 0.0);
        for (var p = 0; p < Points; p++)
        {
            trace = Math.Max(trace, Math.Abs(a[4 * p] + a[4 * p + 1] + a[4 * p + 2]));
            size = Math.Max(size, Math.Abs(a[4 * p]));
        }
        Assert.True(size > 0.5);
        Assert.InRange(trace / size, 0, 1e-12);
    }

    [Fact]
    public void Values_at_grid_points_are_those_of_the_field_and_the_box_repeats()
    {
        var (modes, _) = Case(16, InitialField.Random(1, 3));
        using var team = new WorkTeam(1);
        using var cube = new FieldCube<double>(
            modes.Grid,
            team,
            TracerInterpolation.QuinticSpline,
            DerivedModes.Velocity
        );
        cube.Set(modes);
        double[] place = [2 * Math.PI * 3 / 16, 2 * Math.PI * 15 / 16, 0];
        double[] moved = [.. place.Select(x => x - 2 * Math.PI), .. place.Select(x => x + 4 * Math.PI)];
        var (at, twice) = (new double[4], new double[8]);
        cube.At(place, at);
        cube.At(moved, twice);
        var exact = Exact(modes, DerivedModes.Velocity, place);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(exact[i], at[i], 1e-12);
            Assert.Equal(at[i], twice[i], 1e-12);
            Assert.Equal(at[i], twice[4 + i], 1e-12);
        }
    }

    private static double Error<T>(int points, TracerInterpolation order, InitialField field)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var (modes, positions) = Case(points, field);
        using var team = new WorkTeam(1);
        using var cube = new FieldCube<T>(modes.Grid, team, order, DerivedModes.Gradients);
        using var cast = new VelocityModes<T>(modes.Grid);
        for (var i = 0; i < modes.Span.Length; i++)
            cast.Span[i] = T.CreateTruncating(modes.Span[i]);
        cube.Set(cast);
        var values = new T[8 * Points];
        cube.At(positions, values);
        var (error, size) = (0.0, 0.0);
        for (var p = 0; p < Points; p++)
        {
            var exact = Exact(modes, DerivedModes.Gradients, positions.AsSpan(3 * p, 3));
            for (var f = 0; f < 8; f++)
            {
                error += Math.Pow(double.CreateTruncating(values[8 * p + f]) - exact[f], 2);
                size += exact[f] * exact[f];
            }
        }
        return Math.Sqrt(error / size);
    }

    private static (VelocityModes<double> Modes, double[] Positions) Case(int points, InitialField field)
    {
        var modes = new VelocityModes<double>(new SpectralGrid(points, Dealiasing.Sphere));
        field.Fill(modes, 3);
        var positions = new RandomStream(9).Uniforms(3 * Points);
        return (modes, [.. positions.Select(x => 2 * Math.PI * x)]);
    }

    /// <summary>The Fourier sum at a place.</summary>
    private static unsafe double[] Exact(VelocityModes<double> modes, DerivedModes[] fields, ReadOnlySpan<double> x)
    {
        var grid = modes.Grid;
        var sums = new double[fields.Length];
        for (var row = 0; row < grid.Rows; row++)
        for (var column = 0; column < grid.Rows; column++)
        for (var kz = 0; kz <= grid.Cut; kz++)
        {
            var (kx, ky) = (grid.Wave(column), grid.Wave(row));
            var offset = grid.Offset(kx, ky, kz);
            if (!grid.Holds(kx, ky, kz) || IsZero(modes, offset))
                continue;
            var (sin, cos) = Math.SinCos(kx * x[0] + ky * x[1] + kz * x[2]);
            for (var f = 0; f < fields.Length; f++)
            {
                var at = modes.Component(fields[f].Component) + offset;
                var part = (kz == 0 ? 1 : 2) * (at[0] * cos - at[1] * sin);
                var turned = (kz == 0 ? 1 : 2) * (-at[0] * sin - at[1] * cos);
                sums[f] += fields[f].Axis switch
                {
                    0 => kx * turned,
                    1 => ky * turned,
                    2 => kz * turned,
                    _ => part,
                };
            }
        }
        return sums;
    }

    private static unsafe bool IsZero(VelocityModes<double> modes, int offset)
    {
        for (var i = 0; i < 3; i++)
            if (modes.Component(i)[offset] != 0 || modes.Component(i)[offset + 1] != 0)
                return false;
        return true;
    }
}
