using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>The basis in which a space's own part of T*T, A to A G_w + G_r A, is diagonal: one Sylvester solve by two eigendecompositions.</summary>
internal sealed class MixingEigenbasis
{
    private readonly Tensor left;
    private readonly Tensor right;

    public MixingEigenbasis(MixingGenerators generators)
    {
        Generators = generators;
        using var scope = NewDisposeScope();
        var n = generators.Space.Size;
        var (written, read) = (Gram(generators.Written, n), Gram(generators.ReadTransposed, n));
        if (generators.IsDiagonal)
        {
            var unit = eye(n, dtype: ScalarType.Float64);
            (left, right) = (unit, unit.clone());
            Inverse = (written.diagonal() + read.diagonal()).diag();
            Inverse = PseudoInverse(Inverse);
        }
        else
        {
            (var readValues, left) = linalg.eigh(read);
            (var writtenValues, right) = linalg.eigh(written);
            Inverse = PseudoInverse(readValues.unsqueeze(1) + writtenValues.unsqueeze(0));
        }
        scope.Detach(left, right, Inverse);
    }

    public MixingGenerators Generators { get; }

    /// <summary>1 / (lambda_i + mu_j), 0 where both vanish or where a diagonal A has no entry.</summary>
    public Tensor Inverse { get; }

    public Tensor Left => left;

    public Tensor Right => right;

    public Tensor Zero() => zeros_like(Inverse);

    /// <summary>T* of a flat vector, in this basis.</summary>
    public Tensor Transposed(Tensor flat)
    {
        var a = Generators.Transposed(flat);
        return Generators.IsDiagonal ? a.diag() : left.t().mm(a.view(Inverse.shape)).mm(right);
    }

    /// <summary>Adds T of coefficients in this basis.</summary>
    public void AddTangent(Tensor coefficients, Tensor flat) =>
        Generators.AddTangent(
            Generators.IsDiagonal ? coefficients.diagonal().clone() : left.mm(coefficients).mm(right.t()).reshape(-1),
            flat
        );

    /// <summary>What is left of coefficients where only diagonal ones count.</summary>
    public Tensor Masked(Tensor coefficients) =>
        Generators.IsDiagonal ? coefficients.diagonal().clone().diag() : coefficients;

    private static Tensor Gram(IReadOnlyList<Tensor> matrices, int n)
    {
        var sum = zeros(n, n, ScalarType.Float64);
        foreach (var matrix in matrices)
            sum.addmm_(matrix, matrix.t());
        return sum;
    }

    private static Tensor PseudoInverse(Tensor diagonal)
    {
        var least = diagonal.max() * 1e-13;
        return where(diagonal.gt(least), 1.0 / diagonal.clamp_min(1e-300), zeros_like(diagonal));
    }
}
