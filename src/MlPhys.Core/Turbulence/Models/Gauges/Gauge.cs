using MlPhys.Numerics.Lanes;
using MlPhys.Turbulence.Models.Isotropic;

namespace MlPhys.Turbulence.Models.Gauges;

/// <summary>
/// Drifts that leave the density alone: f N = div(f T) with T antisymmetric. Wedges h (X ^ Y) of two gradients of invariants, and rotations h [Omega, A]; linear
/// in the coefficients of the scalars h.
/// </summary>
/// <remarks>
/// N = h (Y·grad X - X·grad Y) + X [h (div Y + Y·s) + Y·grad h] - Y [h (div X + X·s) + X·grad h], all derivatives in closed form; a rotation about an axis that is an
/// isotropic function of x is flux-free for every isotropic density.
/// </remarks>
internal static class Gauge
{
    /// <summary>Pairs of invariants whose gradients span a wedge.</summary>
    public static readonly (int A, int B)[] Wedges =
    [
        .. from a in Enumerable.Range(0, InvariantFields.Count)
        from b in Enumerable.Range(a + 1, InvariantFields.Count - a - 1)
        select (a, b),
    ];

    public const int Rotations = 3;

    /// <summary>Scalars to be chosen: one for each wedge and rotation.</summary>
    public static readonly int Terms = Wedges.Length + Rotations;

    /// <summary>Coefficients in all.</summary>
    public static readonly int Coefficients = Terms * GaugeScalars.Count;

    /// <summary>Where the coefficients stand as the weights of a layer.</summary>
    public static LinearLayer Layer { get; } = new(0, GaugeScalars.Count, Terms);

    /// <summary>The drift of point and score, with coefficients as parameters.</summary>
    public static LaneProgram DriftProgram() =>
        LaneProgram.Of(
            16,
            (builder, rows) =>
            {
                var (fields, scalars) = Begin(builder, rows);
                var scalarRows = scalars
                    .Rows.Select(r => builder.Linear(r, Layer, UnitKind.Identity, hasBias: false))
                    .ToArray();
                return Coordinates(
                    Drift(
                        fields,
                        scalars,
                        rows,
                        Enumerable.Range(0, Terms),
                        term => [.. scalarRows.Select(r => r[term])]
                    )
                );
            }
        );

    /// <summary>Every feature by itself, for regression: eight results for each coefficient.</summary>
    public static LaneProgram FeatureProgram() =>
        LaneProgram.Of(
            16,
            (builder, rows) =>
            {
                var (fields, scalars) = Begin(builder, rows);
                return Enumerable
                    .Range(0, Coefficients)
                    .SelectMany(c =>
                        Coordinates(
                            Drift(
                                fields,
                                scalars,
                                rows,
                                [c / GaugeScalars.Count],
                                _ => [.. scalars.Rows.Select(r => r[c % GaugeScalars.Count])]
                            )
                        )
                    );
            }
        );

    /// <summary>Coefficients as parameters of the layer.</summary>
    public static double[] Weights(IReadOnlyList<double> coefficients)
    {
        var weights = new double[Layer.Size];
        for (var c = 0; c < coefficients.Count; c++)
            weights[c / GaugeScalars.Count * Layer.Stride + c % GaugeScalars.Count] = coefficients[c];
        return weights;
    }

    private static (InvariantFields Fields, GaugeScalars Scalars) Begin(LaneBuilder builder, Row[] rows)
    {
        var fields = new InvariantFields(builder, Strain.Of(rows), new Axial(rows[5], rows[6], rows[7]));
        return (fields, new GaugeScalars(builder, fields.Values));
    }

    /// <summary>The sum of some wedges and rotations; the wedges of one gradient with all others are taken together.</summary>
    /// <param name="fields">Gradients of the invariants.</param>
    /// <param name="scalars">Powers for damping.</param>
    /// <param name="rows">Point and score.</param>
    /// <param name="terms">Wedges and rotations.</param>
    /// <param name="h">The scalar of each and its derivatives with respect to the invariants, before damping.</param>
    private static Field Drift(
        InvariantFields fields,
        GaugeScalars scalars,
        Row[] rows,
        IEnumerable<int> terms,
        Func<int, Row[]> h
    )
    {
        var score = new Field(Strain.Of(rows[8..13]), new Axial(rows[13], rows[14], rows[15]));
        var sums = new WedgeSum(fields, score);
        var axis = fields.NoRotation;
        foreach (var term in terms)
            if (term < Wedges.Length)
                sums.Add(Wedges[term], Damped(scalars, Wedges[term], h(term)));
            else
                axis += scalars.Power(term - Wedges.Length + 1) * h(term)[0] * fields.Axes[term - Wedges.Length];
        return sums.Drift + fields.Turned(axis);
    }

    /// <summary>The scalar and its derivatives after damping.</summary>
    private static Row[] Damped(GaugeScalars scalars, (int A, int B) wedge, Row[] h)
    {
        var k = InvariantFields.Degrees[wedge.A] + InvariantFields.Degrees[wedge.B] - 2;
        var damping = scalars.Power(k);
        return
        [
            damping * h[0],
            .. Enumerable
                .Range(0, InvariantFields.Count)
                .Select(i => damping * (i < 2 && k > 0 ? h[i + 1] - 4 * k * (scalars.G * h[0]) : h[i + 1])),
        ];
    }

    private static Row[] Coordinates(Field field) => [.. field.S.Coordinates(), .. field.W.Coordinates()];
}
