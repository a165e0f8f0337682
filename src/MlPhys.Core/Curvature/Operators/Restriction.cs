using MlPhys.Curvature.Layers;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Operators;

/// <summary>The square block of an operator for some parameters: a layer's own Hessian, for example.</summary>
public sealed class Restriction : LinearOperator
{
    private readonly LinearOperator map;
    private readonly ParameterSlice[] slices;

    private Restriction(LinearOperator map, ParameterSlice[] slices)
    {
        (this.map, this.slices) = (map, slices);
        Rows = slices.Sum(slice => slice.Length);
    }

    /// <summary>The block of some parameters.</summary>
    /// <param name="map">Square operator over the flat parameter vector.</param>
    /// <param name="slices">Their places; entries keep this order.</param>
    /// <exception cref="ArgumentException">No slices, or one that ends beyond the operator.</exception>
    public static Restriction Of(LinearOperator map, IEnumerable<ParameterSlice> slices)
    {
        ParameterSlice[] all = [.. slices];
        if (all.Length == 0)
            throw new ArgumentException("there are no slices; a block has at least one", nameof(slices));
        foreach (var slice in all)
            if (slice.End > map.Columns)
                throw new ArgumentException(
                    $"{slice.Name} ends at {slice.End}; the operator is {map.Rows} x {map.Columns}",
                    nameof(slices)
                );
        return new Restriction(map, all);
    }

    /// <inheritdoc/>
    public override int Rows { get; }

    /// <inheritdoc/>
    public override int Columns => Rows;

    /// <inheritdoc/>
    public override ScalarType Type => map.Type;

    /// <inheritdoc/>
    public override bool IsSymmetric => map.IsSymmetric;

    /// <inheritdoc/>
    protected internal override Tensor Multiply(Tensor rows) => Narrow(map.Multiply(Widen(rows)));

    /// <inheritdoc/>
    protected internal override Tensor MultiplyTransposed(Tensor rows) => Narrow(map.MultiplyTransposed(Widen(rows)));

    private Tensor Narrow(Tensor rows) => cat([.. slices.Select(s => rows.narrow(1, s.Offset, s.Length))], 1);

    private Tensor Widen(Tensor rows)
    {
        var wide = zeros(rows.shape[0], map.Columns, Type);
        var start = 0;
        foreach (var slice in slices)
        {
            wide.narrow(1, slice.Offset, slice.Length).copy_(rows.narrow(1, start, slice.Length));
            start += slice.Length;
        }
        return wide;
    }
}
