using System.Collections.Immutable;
using System.Globalization;
using MlPhys.Figures;

namespace MlPhys.Training;

/// <summary>What a coordinate check found.</summary>
/// <param name="Parametrisation">What was checked.</param>
/// <param name="Rows">The changes.</param>
/// <param name="Slopes">Their slopes against width, first layer first.</param>
public sealed record CoordinateReport(
    Parametrisation Parametrisation,
    ImmutableArray<CoordinateRow> Rows,
    ImmutableArray<CoordinateSlope> Slopes
)
{
    /// <summary>Largest distance of a slope from theory that passes.</summary>
    public const double Tolerance = 0.08;

    /// <summary>Whether every slope agrees with theory.</summary>
    public bool Passes => Slopes.All(slope => slope.IsMet);

    /// <summary>The verdict in a sentence, with every slope.</summary>
    public string Verdict =>
        $"{Parametrisation.Name}: {(Passes ? "passes" : "FAILS")}; slopes "
        + string.Join(
            ", ",
            Slopes.Select(s =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{s.Slope:+0.000;-0.000} ({(s.IsMet ? "" : "not ")}{s.Theory:+0.0;-0.0;0})"
                )
            )
        );

    /// <summary>The changes against width, one curve a layer.</summary>
    public Figure Figure()
    {
        var figure = Figures
            .Figure.Titled($"Coordinate check, {Parametrisation.Name}")
            .WithXAxis("width", log: true)
            .WithYAxis("rms change of pre-activations", log: true);
        foreach (var layer in Rows.GroupBy(row => row.Layer))
        {
            var name = layer.Key == Slopes.Length - 1 ? "output" : $"hidden layer {layer.Key + 1}";
            figure = figure
                .WithMarkers(layer.Select(row => (double)row.Width), layer.Select(row => row.RmsChange), name)
                .WithLine(layer.Select(row => (double)row.Width), layer.Select(row => row.RmsChange));
        }
        return figure;
    }

    /// <inheritdoc/>
    public override string ToString() => Verdict;

    internal static CoordinateReport Of(Parametrisation parametrisation, int depth, IReadOnlyList<CoordinateRow> rows)
    {
        var theory = parametrisation.CoordinateExponents(depth);
        var slopes = rows.GroupBy(row => row.Layer)
            .Select(layer =>
            {
                var slope = LogSlope([.. layer]);
                return new CoordinateSlope(
                    layer.Key,
                    slope,
                    theory[layer.Key],
                    Math.Abs(slope - theory[layer.Key]) <= Tolerance
                );
            });
        return new CoordinateReport(parametrisation, [.. rows], [.. slopes]);
    }

    private static double LogSlope(CoordinateRow[] rows)
    {
        var (x, y) = (rows.Select(r => Math.Log(r.Width)).ToArray(), rows.Select(r => Math.Log(r.RmsChange)).ToArray());
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }
}
