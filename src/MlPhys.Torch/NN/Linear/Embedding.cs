using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Rows of a table, looked up by integer index.</summary>
public sealed class Embedding : nn.Module<Tensor, Tensor>
{
    private readonly long? paddingIndex;
    private readonly double? maxNorm;
    private readonly double normType;
    private readonly bool scaleGradByFreq;
    private readonly bool sparse;

    internal Embedding(
        Parameter weight,
        long? padding_idx,
        double? max_norm,
        double norm_type,
        bool scale_grad_by_freq,
        bool sparse
    )
        : base(nameof(Embedding))
    {
        this.weight = weight;
        if (padding_idx is { } index && (index < -weight.shape[0] || index >= weight.shape[0]))
            throw new ArgumentOutOfRangeException(
                nameof(padding_idx),
                $"The padding index {index} is outside of a table of {weight.shape[0]} rows."
            );
        paddingIndex = padding_idx < 0 ? padding_idx + weight.shape[0] : padding_idx;
        (maxNorm, normType, scaleGradByFreq, this.sparse) = (max_norm, norm_type, scale_grad_by_freq, sparse);
    }

    [DisallowNull]
    public Parameter? weight
    {
        get;
        set => ConditionallyRegisterParameter(nameof(weight), field = value);
    }

    public override Tensor forward(Tensor input) =>
        nn.functional.Lookup(input, weight!, paddingIndex, maxNorm, normType, scaleGradByFreq, sparse);
}
