using System.Numerics;
using MlPhys.Numerics.Fourier;
using MlPhys.Numerics.Threads;

namespace MlPhys.Turbulence.Simulation;

/// <summary>Evaluates several derived fields on the grid, plane by plane of constant x.</summary>
internal sealed unsafe class PlaneStack<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SpectralGrid grid;
    private readonly WorkTeam team;
    private readonly CubeTransform<T> transform;
    private readonly DerivedModes[] fields;
    private readonly T[] filter;
    private readonly AlignedArray<T> pencils;
    private readonly AlignedArray<T>[] blocks;
    private readonly AlignedArray<T>[] planes;
    private readonly TransformScratch<T>[] scratch;
    private readonly Action<int, int> toPencils;
    private readonly Action<int, int> toPlanes;
    private VelocityModes<T>? source;
    private PlaneVisitor<T>? visitor;

    /// <param name="grid">The modes.</param>
    /// <param name="team">Threads.</param>
    /// <param name="fields">What to evaluate.</param>
    /// <param name="filter">Factor of each |k_i|, one axis: index 0, ..., Cut; null: 1.</param>
    public PlaneStack(SpectralGrid grid, WorkTeam team, DerivedModes[] fields, Func<int, double>? filter = null)
    {
        (this.grid, this.team, this.fields) = (grid, team, fields);
        transform = new CubeTransform<T>(grid);
        this.filter = [.. Enumerable.Range(0, grid.Cut + 1).Select(k => T.CreateTruncating(filter?.Invoke(k) ?? 1))];
        pencils = new AlignedArray<T>(fields.Length * transform.PencilLength);
        blocks = Members(() => new AlignedArray<T>(grid.BlockLength));
        planes = Members(() => new AlignedArray<T>(fields.Length * transform.PlaneLength));
        scratch = Members(transform.NewScratch);
        (toPencils, toPlanes) = (ToPencils, ToPlanes);
    }

    /// <summary>Calls the visitor with each x and its planes, one field after the other, from any thread.</summary>
    public void Visit(VelocityModes<T> velocity, PlaneVisitor<T> visit)
    {
        (source, visitor) = (velocity, visit);
        team.Run(grid.Rows, toPencils);
        team.Run(grid.Points, toPlanes);
    }

    public void Dispose()
    {
        foreach (var part in (IEnumerable<IDisposable>)[pencils, .. blocks, .. planes, .. scratch])
            part.Dispose();
    }

    private TPart[] Members<TPart>(Func<TPart> make) => [.. Enumerable.Range(0, team.Members).Select(_ => make())];

    private void ToPencils(int row, int member)
    {
        for (var f = 0; f < fields.Length; f++)
        {
            fields[f].Write(source!, row, filter, blocks[member].Pointer);
            transform.InverseX(
                blocks[member].Pointer,
                pencils.Pointer + (nint)f * transform.PencilLength,
                row,
                scratch[member]
            );
        }
    }

    private void ToPlanes(int x, int member)
    {
        for (var f = 0; f < fields.Length; f++)
            transform.InversePlane(
                pencils.Pointer + (nint)f * transform.PencilLength,
                x,
                planes[member].Pointer + (nint)f * transform.PlaneLength,
                scratch[member]
            );
        visitor!(x, planes[member].Span);
    }
}

/// <summary>Takes the planes of several fields at one x: field slowest, then y, then z.</summary>
internal delegate void PlaneVisitor<T>(int x, ReadOnlySpan<T> planes);
