using System.Collections.Immutable;
using MlPhys.Curvature.Objectives;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Operators;

/// <summary>The Kronecker-factored approximation of the Gauss-Newton matrix: one block A x G for each layer, zero between layers.</summary>
/// <remarks>
/// Martens and Grosse, ICML 2015, section 3; exact for a single dense layer under squared loss. Convolutions, and dense layers along sequences,
/// by Grosse and Martens, ICML 2016, section 3: A sums over positions, G is the mean over them.
/// </remarks>
public sealed class Kfac : LinearOperator
{
    private readonly ImmutableArray<KroneckerFactors> factors;

    private Kfac(int size, ImmutableArray<KroneckerFactors> factors) => (Rows, this.factors) = (size, factors);

    /// <inheritdoc/>
    public override int Rows { get; }

    /// <inheritdoc/>
    public override int Columns => Rows;

    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <summary>The factors at the present weights.</summary>
    /// <param name="objective">A network whose parameters all belong to dense layers and convolutions without groups, each used once; outputs [N, K].</param>
    /// <exception cref="NotSupportedException">Other layers have parameters, or a layer is used twice; they are named.</exception>
    public static Kfac Of(Objective objective)
    {
        var others = objective
            .Structure.Layers.Where(l => l.Parameters.Any() && !KroneckerFactors.AreKnownOf(l))
            .Select(l => l.Name)
            .Concat(objective.Structure.Unclaimed.Select(s => s.Name))
            .ToArray();
        if (others.Length > 0)
            throw new NotSupportedException(
                $"the factors of {string.Join(", ", others)} are not known: dense layers and convolutions without groups only"
            );
        using var scope = NewDisposeScope();
        var sums = new Dictionary<string, KroneckerFactors>();
        foreach (var batch in objective.Batches())
        foreach (var part in Factors(objective, batch))
            sums[part.Layer.Name] = sums.TryGetValue(part.Layer.Name, out var sum)
                ? new(part.Layer, sum.Inputs + part.Inputs, sum.Signals + part.Signals)
                : part;
        foreach (var sum in sums.Values)
            scope.Detach(sum.Inputs, sum.Signals);
        return new Kfac(objective.Dimension, [.. sums.Values]);
    }

    /// <summary>The inverse of the factors, damped as Martens and Grosse do (section 6.3).</summary>
    /// <param name="damping">Positive.</param>
    public Kfac Inverse(double damping)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(damping);
        return new Kfac(Rows, [.. factors.Select(f => f.Inverted(damping))]);
    }

    /// <inheritdoc/>
    protected internal override Tensor Multiply(Tensor rows)
    {
        var result = zeros_like(rows);
        foreach (var factor in factors)
        {
            var (weight, bias) = (factor.Weight, factor.Bias);
            var inputs = weight.Length / weight.Shape[0];
            var v = rows.narrow(1, weight.Offset, weight.Length).reshape(rows.shape[0], -1, inputs);
            if (bias is not null)
                v = cat([v, rows.narrow(1, bias.Offset, bias.Length).unsqueeze(2)], 2);
            var product = factor.Multiply(v);
            result
                .narrow(1, weight.Offset, weight.Length)
                .copy_(product.narrow(2, 0, inputs).reshape(rows.shape[0], -1));
            if (bias is not null)
                result.narrow(1, bias.Offset, bias.Length).copy_(product.select(2, inputs));
        }
        return result;
    }

    private static IEnumerable<KroneckerFactors> Factors(Objective objective, Batch batch)
    {
        using var tracked = enable_grad();
        using var recording = objective.Structure.Record(batch.Input);
        var calls = recording.Calls.Where(c => KroneckerFactors.AreKnownOf(c.Layer)).ToArray();
        if (calls.GroupBy(c => c.Layer.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new NotSupportedException(
                $"layer {twice.Key} is used {twice.Count()} times; its factors are not known"
            );
        var samples = batch.Input.shape[0];
        var roots = Roots(objective.Loss.OutputHessian(recording.Output.detach(), batch.Target) * samples);
        var signals = calls
            .Select(c => c.Layer.Parameters.First().Shape[0])
            .Select(n => zeros(n, n, ScalarType.Float64))
            .ToArray();
        for (var column = 0; column < roots.shape[2]; column++)
        {
            var gradients = Gradients.Of(
                [recording.Output],
                [.. calls.Select(c => c.Output)],
                [roots.select(2, column).to(recording.Output.dtype)],
                createGraph: false,
                retainGraph: true
            );
            for (var i = 0; i < calls.Length; i++)
                signals[i].add_(KroneckerFactors.SignalSum(calls[i], gradients[i]), alpha: batch.Weight / samples);
        }
        foreach (var (call, signal) in calls.Zip(signals))
            yield return new(call.Layer, KroneckerFactors.InputSum(call) * (batch.Weight / samples), signal);
    }

    /// <summary>S with S S^T = H for each sample, [N, K, K].</summary>
    private static Tensor Roots(Tensor hessians)
    {
        var (values, vectors) = linalg.eigh(hessians.to(ScalarType.Float64));
        return vectors * values.clamp(0).sqrt().unsqueeze(1);
    }
}
