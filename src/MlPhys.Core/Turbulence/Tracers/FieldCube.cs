using System.Numerics;
using MlPhys.Numerics.Fourier;
using MlPhys.Numerics.Threads;
using MlPhys.Turbulence.Simulation;

namespace MlPhys.Turbulence.Tracers;

/// <summary>Several fields on the periodic cube, ready to be interpolated, all values of a grid point together: one point costs one pass over its neighbours.</summary>
internal sealed unsafe class FieldCube<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SpectralGrid grid;
    private readonly TracerInterpolation kind;
    private readonly int fields;
    private readonly AlignedArray<T> values;
    private readonly PlaneStack<T> stack;
    private readonly PlaneVisitor<T> interleave;

    /// <param name="grid">The modes.</param>
    /// <param name="team">Threads.</param>
    /// <param name="kind">How to interpolate.</param>
    /// <param name="fields">The fields.</param>
    public FieldCube(SpectralGrid grid, WorkTeam team, TracerInterpolation kind, DerivedModes[] fields)
    {
        (this.grid, this.kind, this.fields) = (grid, kind, fields.Length);
        // Padded so that the values of a point fill whole vectors of four or eight.
        Stride = fields.Length <= 4 ? 4 : 8;
        values = new AlignedArray<T>(checked((int)Math.Pow(grid.Points, 3) * Stride));
        stack = new PlaneStack<T>(grid, team, fields, k => 1 / GridKernel.Symbol(kind, 2 * Math.PI * k / grid.Points));
        interleave = Interleave;
    }

    /// <summary>Numbers of one point: the fields, then padding.</summary>
    public int Stride { get; }

    /// <summary>Sets the fields to those of a velocity.</summary>
    public void Set(VelocityModes<T> velocity) => stack.Visit(velocity, interleave);

    /// <summary>Interpolates at points.</summary>
    /// <param name="positions">Three coordinates a point in units of length (box 2π), anywhere: the box repeats.</param>
    /// <param name="results"><see cref="Stride"/> numbers a point.</param>
    public void At(ReadOnlySpan<double> positions, Span<T> results)
    {
        var n = grid.Points;
        Span<T> weights = stackalloc T[3 * GridKernel.MostPoints];
        Span<int> offsets = stackalloc int[3 * GridKernel.MostPoints];
        fixed (T* target = results)
        fixed (T* w = weights)
        fixed (int* o = offsets)
            for (var p = 0; p < positions.Length / 3; p++)
            {
                for (int axis = 0, stride = n * n * Stride; axis < 3; axis++, stride /= n)
                    Place(
                        positions[3 * p + axis],
                        weights.Slice(axis * GridKernel.MostPoints, GridKernel.MostPoints),
                        offsets.Slice(axis * GridKernel.MostPoints, GridKernel.MostPoints),
                        stride
                    );
                KernelSum.Of(values.Pointer, GridKernel.Points(kind), Stride, w, o, target + (nint)p * Stride);
            }
    }

    public void Dispose()
    {
        values.Dispose();
        stack.Dispose();
    }

    private void Interleave(int x, ReadOnlySpan<T> planes)
    {
        var length = grid.Points * grid.Points;
        var target = values.Pointer + (nint)x * length * Stride;
        fixed (T* from = planes)
            for (var at = 0; at < length; at++, target += Stride)
            for (var f = 0; f < fields; f++)
                target[f] = from[f * length + at];
    }

    private void Place(double coordinate, Span<T> weights, Span<int> offsets, int stride)
    {
        var n = grid.Points;
        var place = coordinate * (n / (2 * Math.PI));
        var floor = Math.Floor(place);
        GridKernel.Weights(kind, T.CreateTruncating(place - floor), weights);
        var first = (int)(floor - n * Math.Floor(floor / n)) - (GridKernel.Points(kind) - 2) / 2;
        for (var i = 0; i < GridKernel.Points(kind); i++)
        {
            var index = first + i;
            offsets[i] =
                (
                    index < 0 ? index + n
                    : index >= n ? index - n
                    : index
                ) * stride;
        }
    }
}
