using System.Collections.Immutable;
using MlPhys.Curvature.Operators;
using MlPhys.Curvature.Spectra;
using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>The orthogonal projection onto the symmetry directions, without a basis of them: T (T*T)^+ T*.</summary>
public sealed class SymmetryProjection : LinearOperator
{
    private readonly GramSolver? solver;
    private readonly Tensor rest;

    private SymmetryProjection(Tensor parameters, ImmutableArray<IGenerators> families, double tolerance)
    {
        Rows = (int)parameters.shape[0];
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        MixingGenerators[] mixing = [.. families.OfType<MixingGenerators>()];
        solver = mixing.Length > 0 ? new GramSolver(mixing, parameters, tolerance) : null;
        IGenerators[] others = [.. families.Where(f => f is not MixingGenerators)];
        var tangents = SymmetryBasis.Tangents(others, Rows);
        rest = zeros([Rows, 0], ScalarType.Float64);
        if (others.Length > 0)
            rest = SymmetryBasis.OfColumns(tangents - Projected(tangents.t().contiguous()).t());
        rest.DetachFromDisposeScope();
        Generators = families.Sum(f => f.Count);
    }

    /// <summary>Number of generators, which may depend on each other.</summary>
    public int Generators { get; }

    /// <summary>Conjugate gradient steps of the last product.</summary>
    public int Steps => solver?.Steps ?? 0;

    /// <inheritdoc/>
    public override int Rows { get; }

    /// <inheritdoc/>
    public override int Columns => Rows;

    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <summary>Onto the directions that are exact symmetries.</summary>
    /// <param name="generators">The network's symmetries.</param>
    /// <param name="tolerance">Relative residual of the conjugate gradients.</param>
    public static SymmetryProjection OntoExact(SymmetryGenerators generators, double tolerance = 1e-11) =>
        new(Weights(generators), generators.Exact, tolerance);

    /// <summary>Onto the directions that would be symmetries, were all activations linear.</summary>
    /// <param name="generators">The network's symmetries.</param>
    /// <param name="tolerance">Relative residual of the conjugate gradients.</param>
    public static SymmetryProjection OntoLinearised(SymmetryGenerators generators, double tolerance = 1e-11) =>
        new(Weights(generators), generators.Linearised, tolerance);

    /// <summary>The same at other weights.</summary>
    internal static SymmetryProjection OntoLinearised(SymmetryGenerators generators, Tensor parameters) =>
        new(parameters, generators.LinearisedAt(parameters), 1e-11);

    /// <summary>The dimension, estimated as the mean of |P z|^2.</summary>
    /// <param name="probes">Random vectors, at least 2.</param>
    /// <param name="seed">Of the vectors.</param>
    public Estimate Dimension(int probes, long seed) => Curvature.Spectra.Trace.Hutchinson(this, probes, seed);

    /// <inheritdoc/>
    protected internal override Tensor Multiply(Tensor rows)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        return Projected(rows).MoveToOuterDisposeScope();
    }

    private static Tensor Weights(SymmetryGenerators generators) =>
        tensor(generators.Objective.Structure.Parameters.Read());

    private Tensor Projected(Tensor rows)
    {
        var result = rest is null || rest.shape[1] == 0 ? zeros_like(rows) : rows.mm(rest).mm(rest.t());
        for (var i = 0; i < rows.shape[0]; i++)
            solver?.AddProjection(rows[i], result[i]);
        return result;
    }
}
