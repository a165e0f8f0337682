using MlPhys.Numerics.Fourier;

namespace MlPhys.Turbulence.Simulation;

/// <summary>The three components of a velocity field as Fourier modes, u = Σ û exp(ik·x).</summary>
internal sealed unsafe class VelocityModes<T> : IDisposable
    where T : unmanaged
{
    private readonly AlignedArray<T> numbers;

    public VelocityModes(SpectralGrid grid)
    {
        Grid = grid;
        numbers = new AlignedArray<T>(3 * grid.FieldLength);
    }

    public SpectralGrid Grid { get; }

    /// <summary>All three components, one after the other.</summary>
    public Span<T> Span => numbers.Span;

    public T* Component(int i) => numbers.Pointer + (nint)i * Grid.FieldLength;

    public ModeVector<T> Vector => new(Component(0), Component(1), Component(2));

    public void Dispose() => numbers.Dispose();
}
