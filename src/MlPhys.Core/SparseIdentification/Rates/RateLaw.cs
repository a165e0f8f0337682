using System.Collections.Immutable;
using MlPhys.Display;
using MlPhys.Figures;
using MlPhys.Files;
using MlPhys.SparseIdentification.Adaptive;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Laws;
using MlPhys.SparseIdentification.Likelihood;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Rates;

/// <summary>A rate law found from data: its terms with errors, how it was found, and what it predicts.</summary>
[TypeFormatterSource(MimeType.Latex, MimeType.Text)]
public sealed class RateLaw : IDisplayable
{
    private const double AlternativeExcess = 10;
    private readonly PlacedTerm[] terms;
    private readonly Formula law;
    private readonly Formula[] gradient;
    private readonly double[] numbers;
    private readonly Uncertainty uncertainty;
    private readonly LawText text;
    private readonly RateEvidence? evidence;

    internal RateLaw(
        RateTable table,
        NoiseModel noise,
        PlacedTerm[] terms,
        Uncertainty uncertainty,
        double score,
        SearchRecord search,
        RateEvidence? evidence
    )
    {
        (Table, Noise, Score, Search) = (table, noise, score, search);
        (this.terms, this.uncertainty, this.evidence) = (terms, uncertainty, evidence);
        text = new LawText(table.Variables, [(table.Target.Name, table.Target.Unit)]);
        var structure = new Structure(1, [.. terms]);
        (law, numbers) = (structure.RightHandSides()[0], structure.Numbers);
        gradient = [.. Enumerable.Range(0, numbers.Length).Select(law.DerivativeByParameter)];
        Terms =
        [
            .. text.Estimates(terms, [.. numbers.Select((_, i) => uncertainty.StandardError(i))], uncertainty.Quantile),
        ];
        Predictions = Predict(Conditions(table));
    }

    /// <summary>The law that a search ended with.</summary>
    internal static RateLaw Of(
        RateTable table,
        Regression regression,
        AddRemove search,
        NoiseModel noise,
        double offset
    )
    {
        var words = new LawText(table.Variables, [(table.Target.Name, table.Target.Unit)]);
        var best = search.Path[^1];
        AddRemove.Step[] near =
        [
            .. search.Tried.Where(s =>
                s.Fit.Atoms.Length > 0 && !s.Fit.IsAtBound && s.Score < best.Score + AlternativeExcess
            ),
        ];
        return new RateLaw(
            table,
            noise,
            PlacedTerm.Of(best.Fit, 0),
            new Uncertainty(regression, best.Fit),
            best.Score + offset,
            new SearchRecord(
                [.. search.Path.Select(s => Step(s, s.Action))],
                [.. near.Select(s => Step(s, "alternative"))],
                [.. search.Tried.Where(s => s.Fit.Atoms.Length == 1).Select(s => Step(s, "alone"))]
            ),
            new RateEvidence(regression, best, [.. near.Where(s => s != best)])
        );

        SelectionStep Step(AddRemove.Step step, string action) =>
            new(
                action,
                words.Equation(0, PlacedTerm.Of(step.Fit, 0), FormulaStyle.Text),
                step.Fit.Atoms.Length,
                step.Fit.Parameters,
                Math.Sqrt(step.Fit.Rss / Math.Max(1, regression.Count - step.Fit.Parameters)),
                step.Score + offset,
                step.Score - best.Score
            );
    }

    /// <summary>The data.</summary>
    public RateTable Table { get; }

    /// <summary>The noise model that the law was fitted under; never <see cref="NoiseModel.Auto"/>.</summary>
    public NoiseModel Noise { get; }

    /// <summary>The fitted numbers with errors and units, one row each.</summary>
    public ImmutableArray<Estimate> Terms { get; }

    /// <summary>Parameters that stopped at a bound, and terms that do not fit the units; empty where there is nothing to say.</summary>
    public ImmutableArray<string> Warnings => [.. Laws.Warnings.Of(Terms, terms, Table.Variables)];

    /// <summary>How strongly the estimates of each two numbers hang together, the strongest pair first.</summary>
    public Correlation[] Correlations() => Correlation.Of(Terms, (i, j) => uncertainty.Covariance[i, j]);

    /// <summary>What is needed to write the law to a file.</summary>
    internal (PlacedTerm[] Terms, Uncertainty Uncertainty) Placed => (terms, uncertainty);

    /// <summary>How the search went.</summary>
    internal SearchRecord Search { get; }

    /// <summary>The accepted steps of the search.</summary>
    public ImmutableArray<SelectionStep> Path => Search.Path;

    /// <summary>Structures whose criterion is within 10 of the best, the best first: what the data cannot
    /// (fully) exclude. Structures with a parameter at its bound stand for simpler ones and are left out.</summary>
    public ImmutableArray<SelectionStep> Alternatives => Search.Alternatives;

    /// <summary>Each candidate as a law of its own, best first.</summary>
    public ImmutableArray<SelectionStep> Candidates => Search.Candidates;

    /// <summary>The criterion of the law, comparable between noise models.</summary>
    public double Score { get; }

    /// <summary>Residual standard deviation, relative where the noise is, with the freedom used by the fit taken off.</summary>
    public double ResidualDeviation => uncertainty.Deviation;

    /// <summary>The law at the measured conditions, one value a measurement.</summary>
    public double[] Predictions { get; }

    /// <summary>The terms without numbers, the same for laws of the same structure.</summary>
    public string Structure => text.Structure(terms);

    /// <summary>The law with numbers.</summary>
    /// <param name="style">Plain text, LaTeX, C# or F#.</param>
    public string Equation(FormulaStyle style = FormulaStyle.Text) => text.Equation(0, terms, style);

    /// <summary>The rates at new conditions.</summary>
    /// <param name="conditions">One row a condition set, one column a variable in the order of the table.</param>
    /// <exception cref="ArgumentException">Another number of columns than the law has variables.</exception>
    public double[] Predict(double[,] conditions) => [.. Rows(conditions).Select(x => Values(x).Rate)];

    /// <summary>The rates at new conditions with the 95 % confidence band of the law itself (not of new measurements).</summary>
    /// <param name="conditions">One row a condition set, one column a variable in the order of the table.</param>
    /// <returns>One (rate, lower, upper) a row.</returns>
    public (double Rate, double Lower, double Upper)[] Band(double[,] conditions) =>
        [
            .. Rows(conditions)
                .Select(x =>
                {
                    var (rate, gradient) = Values(x);
                    var half = uncertainty.Quantile * uncertainty.StandardError(gradient);
                    return (rate, rate - half, rate + half);
                }),
        ];

    /// <summary>The profile likelihood of a number of the law, over four standard errors on either side.</summary>
    /// <param name="index">Place of the number in <see cref="Terms"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number.</exception>
    /// <exception cref="InvalidOperationException">The law comes from a file.</exception>
    public ParameterProfile Profile(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Terms.Length);
        var scales = terms.SelectMany(t => t.Scales.Select(s => (ParameterScale?)s).Prepend(null)).ToArray();
        return new ParameterProfile(
            Terms[index],
            Evidence.Profile(index, uncertainty.StandardError(index), u => scales[index]?.Value(u) ?? u)
        );
    }

    /// <summary>Measure here next: for each law that the data cannot exclude, the conditions where it is told apart best, the
    /// widest separation first.</summary>
    /// <param name="reach">How far beyond the range of the conditions to look, as a factor of at least 1.</param>
    /// <returns>One row an alternative; none where the law stands alone.</returns>
    /// <exception cref="InvalidOperationException">The law comes from a file.</exception>
    public MeasurementProposal[] MeasureNext(double reach = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(reach, 1);
        return
        [
            .. Evidence
                .Separations(Noise == NoiseModel.Relative, reach)
                .Select(s => new MeasurementProposal(
                    s.Conditions,
                    s.Rate,
                    text.Equation(0, PlacedTerm.Of(s.Rival.Fit, 0), FormulaStyle.Text),
                    s.RivalRate,
                    s.Separation
                ))
                .OrderByDescending(p => p.Separation),
        ];
    }

    /// <summary>The data with the law and its confidence band, or measured against predicted where there are several conditions.</summary>
    public Figure Figure() => RateFigures.Law(this);

    /// <summary>The residuals over the predictions.</summary>
    public Figure ResidualFigure() => RateFigures.Residuals(this);

    /// <summary>The fitted numbers with their 95 % intervals.</summary>
    public Figure CoefficientFigure() => EstimateFigure.Of(Terms);

    /// <summary>The criterion along the search.</summary>
    public Figure PathFigure() => RateFigures.Path(this);

    /// <summary>Writes the law with its data and errors to a JSON file, which appears whole or not at all.</summary>
    public void Save(string path) => DurableFile.Write(path, RateLawFile.Write(this));

    /// <summary>Reads a law that <see cref="Save"/> wrote; it predicts as before, and has no likelihood to profile.</summary>
    /// <exception cref="InvalidDataException">The file is not a saved law.</exception>
    public static RateLaw Load(string path) => RateLawFile.Read(File.ReadAllText(path), path);

    /// <summary>The law and its numbers as text and LaTeX, with the figure.</summary>
    public DisplayBundle ToDisplay() =>
        DisplayBundle.OfText(ToString()).With(MimeType.Latex, $"${Equation(FormulaStyle.Latex)}$");

    /// <summary>The law as an HTML fragment.</summary>
    public string ToHtml() => ToDisplay().ToHtml();

    /// <summary>The law and its numbers as text.</summary>
    public override string ToString() =>
        string.Join(
            Environment.NewLine,
            Terms
                .Select(t =>
                    $"  {t.Term}: {t.Parameter} = {LawText.Number(t.Value)} ± {LawText.Number(t.StandardError)} {t.Unit}".TrimEnd()
                )
                .Prepend(Equation())
        );

    private RateEvidence Evidence =>
        evidence
        ?? throw new InvalidOperationException(
            "the law comes from a file, which holds no likelihood: expected one that was fitted in this session"
        );

    private static double[,] Conditions(RateTable table)
    {
        var conditions = new double[table.Count, table.Variables.Length];
        for (var i = 0; i < table.Count; i++)
        for (var j = 0; j < table.Variables.Length; j++)
            conditions[i, j] = table.Variables[j].Values[i];
        return conditions;
    }

    private IEnumerable<double[]> Rows(double[,] conditions)
    {
        var columns = conditions.GetLength(1);
        if (columns != Table.Variables.Length)
            throw new ArgumentException(
                $"conditions have {columns} columns, expected {Table.Variables.Length}: "
                    + string.Join(", ", Table.Variables.Select(v => v.Name)),
                nameof(conditions)
            );
        return Enumerable
            .Range(0, conditions.GetLength(0))
            .Select(i => Enumerable.Range(0, columns).Select(j => conditions[i, j]).ToArray());
    }

    /// <summary>The rate at one sample and its gradient by all fitted numbers.</summary>
    private (double Rate, double[] Gradient) Values(double[] x) =>
        (law.Evaluate(x, numbers), [.. gradient.Select(g => g.Evaluate(x, numbers))]);
}
