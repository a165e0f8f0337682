using MlPhys.Numerics.Lanes;

namespace MlPhys.Turbulence.Models.Gauges;

/// <summary>Bounded functions of the invariants with their derivatives: P(I) g^(k/2) with g = 1/(1 + 4|x|²).</summary>
internal sealed class GaugeScalars
{
    /// <summary>Number of functions.</summary>
    public const int Count = 6;

    private readonly Row[] _powers;

    public GaugeScalars(LaneBuilder builder, Row[] invariants)
    {
        var g = 1 / (1 + 8 * (invariants[0] + invariants[1]));
        var root = g.Sqrt();
        var one = builder.Constant(1);
        _powers = new Row[9];
        _powers[0] = one;
        for (var k = 1; k < _powers.Length; k++)
            _powers[k] = k == 1 ? root : _powers[k - 1] * root;
        G = g;
        var zero = builder.Constant(0);
        (Row P, int K, Row[] Slopes)[] terms =
        [
            (one, 0, [zero, zero, zero, zero, zero]),
            (one, 2, [zero, zero, zero, zero, zero]),
            (2 * (invariants[0] - invariants[1]), 2, [2 * one, -2 * one, zero, zero, zero]),
            (3 * invariants[2], 3, [zero, zero, 3 * one, zero, zero]),
            (invariants[3], 3, [zero, zero, zero, one, zero]),
            (invariants[4], 4, [zero, zero, zero, zero, one]),
        ];
        Rows = new Row[1 + InvariantFields.Count][];
        Rows[0] = [.. terms.Select(t => t.P * _powers[t.K])];
        for (var i = 0; i < InvariantFields.Count; i++)
            Rows[i + 1] =
            [
                .. terms.Select(t => _powers[t.K] * (i < 2 ? t.Slopes[i] - 4 * t.K * (t.P * g) : t.Slopes[i])),
            ];
    }

    /// <summary>1/(1 + 4|x|²).</summary>
    public Row G { get; }

    /// <summary>The functions, then their derivatives with respect to each invariant.</summary>
    public Row[][] Rows { get; }

    /// <summary>g^(k/2).</summary>
    public Row Power(int k) => _powers[k];
}
