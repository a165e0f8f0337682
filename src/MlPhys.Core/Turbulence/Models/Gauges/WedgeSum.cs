using MlPhys.Numerics.Lanes;

namespace MlPhys.Turbulence.Models.Gauges;

/// <summary>
/// The drift of a sum of wedges h_ab X_a ^ X_b: with H antisymmetric, N = sum over a of (D_a·grad) X_a + c_a X_a, where D_a = sum over b of H_ab X_b and
/// c_a = sum over b of H_ab (div X_b + X_b·s) + X_b·grad H_ab. Derivatives are taken once for each gradient, not once for each pair.
/// </summary>
internal sealed class WedgeSum(InvariantFields fields, Field score)
{
    private readonly Field?[] _directions = new Field?[InvariantFields.Count];
    private readonly Row?[] _factors = new Row?[InvariantFields.Count];
    private readonly Row[] _fluxes =
    [
        .. fields.Gradients.Select((gradient, i) => fields.Laplacians[i] + gradient.Dot(score)),
    ];

    /// <summary>Adds the wedge of two gradients.</summary>
    /// <param name="pair">Numbers of the invariants.</param>
    /// <param name="h">The scalar, then its derivatives with respect to the invariants.</param>
    public void Add((int A, int B) pair, Row[] h)
    {
        Add(pair.A, pair.B, h);
        Add(pair.B, pair.A, [.. h.Select(row => -row)]);
    }

    /// <summary>The drift of all wedges added.</summary>
    public Field Drift =>
        Enumerable
            .Range(0, InvariantFields.Count)
            .Where(a => _directions[a] is not null)
            .Select(a => fields.Along(a, _directions[a]!.Value) + _factors[a]!.Value * fields.Gradients[a])
            .DefaultIfEmpty(new Field(fields.NoStrain, fields.NoRotation))
            .Aggregate((x, y) => x + y);

    private void Add(int a, int b, Row[] h)
    {
        var direction = h[0] * fields.Gradients[b];
        var slopes = h.Skip(1).Select((slope, j) => slope * fields.Product(b, j));
        var factor = slopes.Aggregate(h[0] * _fluxes[b], (sum, term) => sum + term);
        _directions[a] = _directions[a] is { } before ? before + direction : direction;
        _factors[a] = _factors[a] is { } earlier ? earlier + factor : factor;
    }
}
