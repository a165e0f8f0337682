using System.Collections.Immutable;
using System.Numerics.Tensors;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Libraries;

namespace MlPhys.SparseIdentification.Adaptive;

/// <summary>A candidate ready to be evaluated in the rows of one regression, with exact derivatives.</summary>
internal sealed class CompiledCandidate
{
    private readonly Tape value;
    private readonly Tape withDerivatives;
    private readonly Regression regression;
    private readonly Lazy<(double[] At, double[] Rows)[]> scan;

    public CompiledCandidate(Candidate candidate, Regression regression)
    {
        Candidate = candidate;
        this.regression = regression;
        Scales = ParameterScale.Of(candidate, regression.Columns);
        value = new Tape([candidate.Body]);
        withDerivatives = new Tape([
            candidate.Body,
            .. Enumerable.Range(0, Scales.Length).Select(candidate.Body.DerivativeByParameter),
        ]);
        scan = new(() => [.. Grid().Select(at => (at, Rows(at)))]);
    }

    public Candidate Candidate { get; }

    /// <summary>The coordinate of each inner parameter.</summary>
    public ParameterScale[] Scales { get; }

    /// <summary>The candidate's rows on a grid over its parameters, computed once and kept.</summary>
    public IReadOnlyList<(double[] At, double[] Rows)> Scan => scan.Value;

    /// <summary>The parameters' values at given coordinates.</summary>
    public ImmutableArray<double> Values(double[] at) => [.. Scales.Zip(at, (scale, u) => scale.Value(u))];

    /// <summary>The candidate's rows.</summary>
    public double[] Rows(double[] at) =>
        regression.Rows.Of(value.Evaluate(regression.Columns, regression.Samples, Values(at).AsSpan())[0]);

    /// <summary>The candidate's rows, then the rows of its derivatives by the coordinates.</summary>
    public double[][] RowsWithDerivatives(double[] at)
    {
        var columns = withDerivatives.Evaluate(regression.Columns, regression.Samples, Values(at).AsSpan());
        for (var k = 0; k < Scales.Length; k++)
            TensorPrimitives.Multiply(columns[k + 1], Scales[k].Slope(at[k]), columns[k + 1]);
        return [.. columns.Select(c => regression.Rows.Of(c))];
    }

    private IEnumerable<double[]> Grid()
    {
        var points = Scales.Length switch
        {
            0 => 1,
            1 => 40,
            2 => 14,
            3 => 7,
            _ => 4,
        };
        IEnumerable<double[]> grid =
        [
            [],
        ];
        foreach (var scale in Scales)
            grid = grid.SelectMany(
                head =>
                    Enumerable.Range(0, points).Select(i => scale.Low + (scale.High - scale.Low) * (i + 0.5) / points),
                (head, u) => (double[])[.. head, u]
            );
        return grid;
    }
}
