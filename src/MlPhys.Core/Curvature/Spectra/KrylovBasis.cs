using static TorchSharp.torch;

namespace MlPhys.Curvature.Spectra;

/// <summary>An orthonormal basis in rows of one tensor, to which vectors are added.</summary>
internal sealed class KrylovBasis(int capacity, int dimension, ScalarType type) : IDisposable
{
    private readonly Tensor storage = empty(capacity, dimension, type).DetachFromDisposeScope();

    public int Count { get; private set; }

    public Tensor Rows => storage.narrow(0, 0, Count);

    public Tensor Block(int start, int count) => storage.narrow(0, start, count);

    public void Add(Tensor rows)
    {
        storage.narrow(0, Count, rows.shape[0]).copy_(rows);
        Count += (int)rows.shape[0];
    }

    /// <summary>Replaces the basis by combinations of it [k, count].</summary>
    public void Recombine(Tensor combinations)
    {
        using var scope = NewDisposeScope();
        var rows = combinations.mm(Rows);
        Count = 0;
        Add(rows);
    }

    /// <summary>Takes the basis out of vectors in place: once, and again where much was taken ("twice is enough").</summary>
    /// <remarks>Daniel, Gragg, Kaufman and Stewart, Math. Comput. 30, 772 (1976).</remarks>
    /// <param name="rows">[b, n].</param>
    /// <param name="recent">How many of the newest vectors are taken out beforehand: most of a Krylov step lies along them.</param>
    /// <returns>The coefficients [b, count], in float64.</returns>
    public Tensor TakeOutOf(Tensor rows, int recent = 0)
    {
        using var scope = NewDisposeScope();
        var sum = zeros(rows.shape[0], Count, ScalarType.Float64);
        if (Count == 0)
            return sum.MoveToOuterDisposeScope();
        recent = Math.Min(recent, Count);
        if (recent > 0 && recent < Count)
            sum.narrow(1, Count - recent, recent).add_(Pass(rows, Block(Count - recent, recent)));
        for (var pass = 0; pass < 3; pass++)
        {
            var before = rows.norm(1);
            sum.add_(Pass(rows, Rows));
            if (rows.norm(1).gt(before * 0.7).all().item<bool>())
                break;
        }
        return sum.MoveToOuterDisposeScope();
    }

    public void Dispose() => storage.Dispose();

    private static Tensor Pass(Tensor rows, Tensor basis)
    {
        if (rows.shape[0] > 1)
        {
            var coefficients = rows.mm(basis.t());
            rows.addmm_(coefficients, basis, alpha: -1);
            return coefficients.to(ScalarType.Float64);
        }
        // As products of matrices these would copy the whole basis into panels first.
        var single = basis.mv(rows[0]);
        rows[0].sub_(basis.t().mv(single));
        return single.unsqueeze(0).to(ScalarType.Float64);
    }
}
