using MlPhys.Curvature.Operators;
using MlPhys.Numerics.Random;
using MlPhys.Runs;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Spectra;

/// <summary>One run of the block Lanczos iteration: A Q = Q T + E B with the newest block's residual E.</summary>
internal sealed class BlockLanczos : IDisposable
{
    private const int StepsBetweenTests = 5;
    private readonly ExtremeEigenpairs settings;
    private readonly LinearOperator map;
    private readonly int count;
    private readonly int limit;
    private readonly KrylovBasis basis;
    private readonly LanczosCheckpoint? checkpoint;
    private RandomStream stream;
    private readonly double[,] projected;
    private Tensor next;
    private double[,] coupling = new double[0, 0];
    private int steps;
    private int products;
    private int restarts;

    public BlockLanczos(ExtremeEigenpairs settings, int count, int limit)
    {
        (this.settings, map, this.count, this.limit) = (settings, settings.Map, count, limit);
        basis = new KrylovBasis(limit, map.Rows, map.Type);
        stream = new RandomStream(settings.Seed).Split("start");
        projected = new double[limit, limit];
        var size = Math.Min(settings.BlockSize, limit);
        using var start = Probes.Gaussian(stream, size, map.Rows, map.Type);
        next = Orthonormal(start, 0);
        checkpoint = LanczosCheckpoint.At(
            settings.CheckpointPath,
            "lanczos",
            $"{count} {limit} {settings.End} {settings.BlockSize} {settings.Tolerance:R} {settings.ProductLimit}",
            map,
            next
        );
        if (checkpoint?.Load() is { } saved)
            Restore(saved);
    }

    public Eigenpairs Run(IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (steps > 0)
                checkpoint?.Save(Save, isLast: false);
            var whole = Step();
            steps++;
            progress?.Report(new RunProgress("Lanczos", products, settings.ProductLimit));
            var full = basis.Count + next.shape[0] > limit;
            var last = whole || products >= settings.ProductLimit;
            if (basis.Count < count || !(last || full || steps % StepsBetweenTests == 0))
                continue;
            var ritz = RitzPairs.Of(projected, basis.Count, coupling, settings.End);
            if (last || ritz.AreFound(count, settings.Tolerance))
                return Collect(ritz);
            if (full)
                Restart(ritz);
        }
    }

    public void Dispose()
    {
        basis.Dispose();
        next.Dispose();
    }

    /// <summary>Adds the next block and multiplies it; true where the basis has become an invariant space or the whole one.</summary>
    private bool Step()
    {
        using var scope = NewDisposeScope();
        var (start, size) = (basis.Count, (int)next.shape[0]);
        basis.Add(next);
        var images = map.Multiply(basis.Block(start, size).contiguous());
        products += size;
        var coefficients = basis.TakeOutOf(images, 2 * size).data<double>().ToArray();
        for (var i = 0; i < size; i++)
        for (var j = 0; j < basis.Count; j++)
            projected[start + i, j] = projected[j, start + i] = coefficients[i * basis.Count + j];
        if (!coefficients.All(double.IsFinite))
            throw new ArithmeticException($"a product with the operator is not finite in step {products}");
        if (basis.Count == map.Rows)
        {
            coupling = new double[size, size];
            return true;
        }
        var scale = coefficients.Max(Math.Abs);
        next.Dispose();
        next = Orthonormal(images, scale);
        return coupling.Cast<double>().All(c => Math.Abs(c) <= 1e-13 * scale);
    }

    /// <summary>Orthonormal rows for what was left of a product, and the coupling to it; rounding is replaced by random vectors.</summary>
    private Tensor Orthonormal(Tensor rows, double scale)
    {
        var least = scale * (map.Type == ScalarType.Float64 ? 1e-13 : 1e-6);
        var size = (int)rows.shape[0];
        var capacity = Math.Min(size, map.Rows - basis.Count);
        coupling = new double[capacity, size];
        using var scope = NewDisposeScope();
        using var own = new KrylovBasis(capacity, map.Rows, map.Type);
        for (var i = 0; i < size; i++)
        {
            var row = rows.narrow(0, i, 1).clone();
            var inside = own.TakeOutOf(row).data<double>().ToArray();
            for (var j = 0; j < inside.Length; j++)
                coupling[j, i] = inside[j];
            if (own.Count == capacity)
                continue;
            if (Length(row) is var length && length > least)
                coupling[own.Count, i] = length;
            else
            {
                row = Probes.Gaussian(stream, 1, map.Rows, map.Type);
                basis.TakeOutOf(row);
                own.TakeOutOf(row);
            }
            own.Add(row / Length(row));
        }
        return own.Rows.clone().DetachFromDisposeScope();
    }

    private Checkpoint Save()
    {
        using var scope = NewDisposeScope();
        return Checkpoint
            .Empty.With("basis", OperatorTensors.ToArray(basis.Rows.reshape(-1)))
            .With("next", OperatorTensors.ToArray(next.reshape(-1)))
            .With("projected", projected)
            .With("coupling", coupling)
            .With("stream", stream.Save())
            .WithMetadata(new Counts(steps, products, restarts));
    }

    private void Restore(Checkpoint state)
    {
        using var scope = NewDisposeScope();
        basis.Add(tensor(state.Array("basis").Doubles()).view(-1, map.Rows).to(map.Type));
        next.Dispose();
        next = tensor(state.Array("next").Doubles()).view(-1, map.Rows).to(map.Type).DetachFromDisposeScope();
        Array.Copy(state.Array("projected").Matrix(), projected, projected.Length);
        coupling = state.Array("coupling").Matrix();
        stream = RandomStream.Restore(state.Array("stream").As<byte>());
        (steps, products, restarts) = state.MetadataAs<Counts>();
    }

    private static double Length(Tensor row) => row.norm().to(ScalarType.Float64).item<double>();

    private void Restart(RitzPairs ritz)
    {
        var kept = Math.Min(limit - 2 * (int)next.shape[0], count + (limit - count) / 3);
        kept = Math.Max(kept, count);
        basis.Recombine(ritz.Combinations(kept).to(map.Type));
        Array.Clear(projected);
        for (var i = 0; i < kept; i++)
            projected[i, i] = ritz.Values[i];
        restarts++;
    }

    private Eigenpairs Collect(RitzPairs ritz)
    {
        using var scope = NewDisposeScope();
        var vectors = ritz.Combinations(count).to(map.Type).mm(basis.Rows);
        return new Eigenpairs(
            ritz.Values[..count],
            OperatorTensors.ToColumns(vectors),
            ritz.Residuals[..count],
            products,
            restarts,
            ritz.AreFound(count, settings.Tolerance)
        );
    }

    private sealed record Counts(int Steps, int Products, int Restarts);
}
