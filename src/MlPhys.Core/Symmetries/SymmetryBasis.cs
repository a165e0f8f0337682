using MlPhys.Curvature.Spectra;
using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>An orthonormal basis of the span of generators' tangents, with the span's exact dimension.</summary>
internal static class SymmetryBasis
{
    /// <summary>Singular values below this times the largest count as zero, after tangents are normalised.</summary>
    private const double RankTolerance = 1e-9;

    /// <summary>The tangents in columns [P, generators].</summary>
    public static Tensor Tangents(IReadOnlyList<IGenerators> generators, int dimension)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var rows = new List<Tensor>();
        foreach (var family in generators)
        {
            var units = eye(family.Count, dtype: ScalarType.Float64);
            for (var i = 0; i < family.Count; i++)
            {
                var row = zeros(dimension, ScalarType.Float64);
                family.AddTangent(units[i], row);
                rows.Add(row);
            }
        }
        return rows.Count == 0
            ? zeros([dimension, 0], ScalarType.Float64).MoveToOuterDisposeScope()
            : stack(rows, 1).MoveToOuterDisposeScope();
    }

    /// <summary>An orthonormal basis [P, m] of the span of generators.</summary>
    public static Tensor Of(IReadOnlyList<IGenerators> generators, int dimension, MemoryBudget budget)
    {
        budget.Require(3.0 * dimension * generators.Sum(g => (double)g.Count), "the basis of the symmetry directions");
        using var scope = NewDisposeScope();
        return OfColumns(Tangents(generators, dimension)).MoveToOuterDisposeScope();
    }

    /// <summary>An orthonormal basis of the span of columns.</summary>
    public static Tensor OfColumns(Tensor columns)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var lengths = columns.norm(0);
        var used = columns.index_select(1, lengths.gt(0).nonzero().squeeze(1));
        if (used.shape[1] == 0)
            return zeros([columns.shape[0], 0], ScalarType.Float64).MoveToOuterDisposeScope();
        used = used / used.norm(0, keepdim: true);
        var (u, s, _) = linalg.svd(used, fullMatrices: false);
        var rank = (int)s.gt(RankTolerance * s[0].item<double>()).sum().item<long>();
        return u.narrow(1, 0, rank).contiguous().MoveToOuterDisposeScope();
    }
}
