using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlPhys.Turbulence.Simulation;

/// <summary>Three components of a vector field of modes.</summary>
internal readonly unsafe struct ModeVector<T>(T* x, T* y, T* z)
    where T : unmanaged
{
    public readonly T* X = x;
    public readonly T* Y = y;
    public readonly T* Z = z;
}

/// <summary>The pointwise part of a step on one ky: from transformed products u_i u_j to the projected nonlinear term and the sums of the scheme.</summary>
/// <remarks>
/// N_i = -i (δ_ij - k_i k_j/k²) k_l FT(u_j u_l); u_z² is taken off the diagonal, which only changes the pressure (Basdevant, J. Comput. Phys. 50, 209, 1983), so that
/// five products suffice.
/// </remarks>
internal sealed unsafe class StageKernel<T>(SpectralGrid grid, CubeTransform<T> transform, ModeTables<T> tables)
    : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Decay<T> half = new(grid);
    private readonly Decay<T> full = new(grid);
    private readonly Vector<T> limit = Vector.Create(T.CreateTruncating(grid.Limit));
    private readonly Vector<T> scale = Vector.Create(T.CreateTruncating(1 / Math.Pow(grid.Points, 3)));

    private SpectralGrid Grid => grid;

    private CubeTransform<T> Transform => transform;

    private ModeTables<T> Tables => tables;

    private Vector<T> Limit => limit;

    private Vector<T> Scale => scale;

    /// <summary>Sets the integrating factors of a step.</summary>
    public void SetStep(double viscosity, double dt)
    {
        half.Set(0.5 * viscosity * dt);
        full.Set(viscosity * dt);
    }

    /// <summary>A stage that is not the last.</summary>
    /// <param name="row">The ky.</param>
    /// <param name="products">Columns of xx - zz, xy, xz, yy - zz, yz, one after the other.</param>
    /// <param name="weights">The scheme.</param>
    /// <param name="state">u, read.</param>
    /// <param name="sum">Sum, read and written.</param>
    /// <param name="stage">Next stage, written.</param>
    public void Inner(
        int row,
        T* products,
        in StageWeights weights,
        ModeVector<T> state,
        ModeVector<T> sum,
        ModeVector<T> stage
    )
    {
        var ky = grid.Wave(row);
        var keep = Vector.Create(T.CreateTruncating(weights.SumKept));
        for (var column = 0; column < grid.Rows; column++)
        {
            var kx = grid.Wave(column);
            var term = new TermRow(this, products, row, column);
            var (fullRow, halfRow) = (Vector.Create(full.Of(kx, ky)), Vector.Create(half.Of(kx, ky)));
            var (lanes, at) = (tables.Lanes(row, column), (nint)row * grid.BlockLength + column * 2 * grid.Width);
            for (var lane = 0; lane < lanes; lane += Vector<T>.Count, at += Vector<T>.Count)
            {
                var (nx, ny, nz) = term.At(lane);
                var decay = fullRow * Vector.Load(full.Row + lane);
                var halfDecay = halfRow * Vector.Load(half.Row + lane);
                var (sumState, sumTerm) = (
                    Mixed(weights.SumFromState, halfDecay, decay),
                    Mixed(weights.SumFromTerm, halfDecay, decay)
                );
                var (stageState, stageTerm) = (
                    Mixed(weights.StageFromState, halfDecay, decay),
                    Mixed(weights.StageFromTerm, halfDecay, decay)
                );
                Combine(state.X + at, sum.X + at, stage.X + at, nx, keep, sumState, sumTerm, stageState, stageTerm);
                Combine(state.Y + at, sum.Y + at, stage.Y + at, ny, keep, sumState, sumTerm, stageState, stageTerm);
                Combine(state.Z + at, sum.Z + at, stage.Z + at, nz, keep, sumState, sumTerm, stageState, stageTerm);
            }
        }
    }

    /// <summary>The last stage: the state becomes the sum, made divergence-free anew.</summary>
    /// <returns>Σ|u|² and Σk²|u|² over the full spectrum of this ky.</returns>
    public (double Square, double Enstrophy) Last(
        int row,
        T* products,
        in StageWeights weights,
        ModeVector<T> state,
        ModeVector<T> sum
    )
    {
        var dt = Vector.Create(T.CreateTruncating(weights.SumFromTerm.Unit));
        var (square, enstrophy) = (0.0, 0.0);
        for (var column = 0; column < grid.Rows; column++)
        {
            var term = new TermRow(this, products, row, column);
            var (lanes, at) = (tables.Lanes(row, column), (nint)row * grid.BlockLength + column * 2 * grid.Width);
            var (rowSquare, rowEnstrophy) = (Vector<T>.Zero, Vector<T>.Zero);
            for (var lane = 0; lane < lanes; lane += Vector<T>.Count, at += Vector<T>.Count)
            {
                var (nx, ny, nz) = term.At(lane);
                var x = Vector.Load(sum.X + at) + dt * nx;
                var y = Vector.Load(sum.Y + at) + dt * ny;
                var z = Vector.Load(sum.Z + at) + dt * nz;
                var (kx, kyLane, kz, k2) = term.Waves(lane);
                var compressible = (kx * x + kyLane * y + kz * z) / Vector.Max(k2, Vector<T>.One);
                x -= kx * compressible;
                y -= kyLane * compressible;
                z -= kz * compressible;
                Vector.Store(x, state.X + at);
                Vector.Store(y, state.Y + at);
                Vector.Store(z, state.Z + at);
                var weighted = Vector.Load(tables.Weight + lane) * (x * x + y * y + z * z);
                rowSquare += weighted;
                rowEnstrophy += k2 * weighted;
            }
            square += double.CreateTruncating(Vector.Sum(rowSquare));
            enstrophy += double.CreateTruncating(Vector.Sum(rowEnstrophy));
        }
        return (square, enstrophy);
    }

    public void Dispose()
    {
        half.Dispose();
        full.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Mixed(DecayWeight weight, Vector<T> half, Vector<T> full) =>
        Vector.Create(T.CreateTruncating(weight.Unit))
        + T.CreateTruncating(weight.Half) * half
        + T.CreateTruncating(weight.Full) * full;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Combine(
        T* state,
        T* sum,
        T* stage,
        Vector<T> term,
        Vector<T> keep,
        Vector<T> sumState,
        Vector<T> sumTerm,
        Vector<T> stageState,
        Vector<T> stageTerm
    )
    {
        var u = Vector.Load(state);
        Vector.Store(keep * Vector.Load(sum) + sumState * u + sumTerm * term, sum);
        Vector.Store(stageState * u + stageTerm * term, stage);
    }

    /// <summary>The nonlinear term along a row of kz.</summary>
    private readonly ref struct TermRow
    {
        private readonly StageKernel<T> kernel;
        private readonly T* xx;
        private readonly nint field;
        private readonly Vector<T> kx;
        private readonly Vector<T> ky;

        public TermRow(StageKernel<T> kernel, T* products, int row, int column)
        {
            var grid = kernel.Grid;
            this.kernel = kernel;
            field = 2 * (nint)grid.Points * grid.Width;
            xx = products + (nint)kernel.Transform.ColumnRow(column) * 2 * grid.Width;
            kx = Vector.Create(T.CreateTruncating(grid.Wave(column)));
            ky = Vector.Create(T.CreateTruncating(grid.Wave(row)));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (Vector<T> X, Vector<T> Y, Vector<T> Z, Vector<T> Square) Waves(int lane)
        {
            var kz = Vector.Load(kernel.Tables.Wave + lane);
            return (kx, ky, kz, kx * kx + ky * ky + Vector.Load(kernel.Tables.Square + lane));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (Vector<T> X, Vector<T> Y, Vector<T> Z) At(int lane)
        {
            var (_, _, kz, k2) = Waves(lane);
            var at = xx + lane;
            var (xy, xz) = (Vector.Load(at + field), Vector.Load(at + 2 * field));
            var yz = Vector.Load(at + 4 * field);
            var x = kx * Vector.Load(at) + ky * xy + kz * xz;
            var y = kx * xy + ky * Vector.Load(at + 3 * field) + kz * yz;
            var z = kx * xz + ky * yz;
            var pressure = (kx * x + ky * y + kz * z) / Vector.Max(k2, Vector<T>.One);
            var factor = Vector.ConditionalSelect(Vector.LessThan(k2, kernel.Limit), kernel.Scale, Vector<T>.Zero);
            return (
                ComplexLanes<T>.MinusI((x - kx * pressure) * factor),
                ComplexLanes<T>.MinusI((y - ky * pressure) * factor),
                ComplexLanes<T>.MinusI((z - kz * pressure) * factor)
            );
        }
    }
}
