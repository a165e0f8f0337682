using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>Those trivial directions that can be taken out of vectors without a basis: dead inputs of the first layer and the softmax shift.</summary>
internal sealed class TrivialComplement(TrivialNulls nulls, ExplicitGenerators? shift)
{
    /// <summary>Number of the directions.</summary>
    public int Removed => nulls.FirstLayerDimension + (shift?.Count ?? 0);

    /// <summary>Takes the directions out of flat vectors [k, P] in place.</summary>
    public void TakeOutOf(Tensor rows)
    {
        nulls.TakeFirstLayerOutOf(rows);
        if (shift is null)
            return;
        using var scope = NewDisposeScope();
        for (var i = 0; i < rows.shape[0]; i++)
            shift.AddTangent(shift.Transposed(rows[i]) * (-1 / SquaredLength(rows[i])), rows[i]);
    }

    /// <summary>Of each tangent: they are orthogonal, and as long as there are outputs.</summary>
    private double SquaredLength(Tensor like)
    {
        var (unit, tangent) = (zeros(shift!.Count, ScalarType.Float64), zeros_like(like));
        unit[0] = 1;
        shift.AddTangent(unit, tangent);
        return tangent.square().sum().item<double>();
    }
}
