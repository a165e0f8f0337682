using System.Collections.Immutable;
using MlPhys.Display;
using MlPhys.Figures;
using MlPhys.Files;
using MlPhys.Numerics.Differential;
using MlPhys.SparseIdentification.Adaptive;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Laws;
using MlPhys.SparseIdentification.Likelihood;
using MlPhys.SparseIdentification.Tables;
using Trajectory = MlPhys.SparseIdentification.Tables.Trajectory;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>A dynamical law x' = f(x, u) found from trajectories.</summary>
[TypeFormatterSource(MimeType.Latex, MimeType.Text)]
public sealed class DynamicsLaw : IDisplayable
{
    private const double NormalQuantile = 1.959964;
    private readonly Structure structure;
    private readonly LawText text;
    private readonly Formula[] sides;
    private readonly double[] numbers;
    private readonly double[] errors;
    private readonly int[] order;
    private readonly Trajectory names;

    internal DynamicsLaw(
        Trajectory names,
        Structure structure,
        IReadOnlyList<double> errors,
        IReadOnlyList<double> noise
    )
    {
        this.names = names;
        var ordered = structure.Terms.Index().OrderBy(t => t.Item.Equation).ToArray();
        this.structure = structure with { Terms = [.. ordered.Select(t => t.Item)] };
        Variables = [.. names.Variables.Select(v => v.Name)];
        text = new LawText(
            [.. names.Variables],
            [.. names.States.Select(s => ($"{s.Name}'", Units.Product([(s.Unit, 1), (names.TimeUnit, -1)])))]
        );
        sides = this.structure.RightHandSides();
        numbers = this.structure.Numbers;
        Noise = [.. noise];
        order = Reordered(structure, ordered);
        this.errors = [.. order.Select(i => errors[i])];
        Terms = [.. text.Estimates(this.structure.Terms, this.errors, NormalQuantile)];
    }

    /// <summary>Names of the states, then of the inputs.</summary>
    public ImmutableArray<string> Variables { get; }

    /// <summary>The fitted numbers with errors and units, one row each.</summary>
    public ImmutableArray<Estimate> Terms { get; }

    /// <summary>The standard deviation of the measurement noise of each state.</summary>
    public ImmutableArray<double> Noise { get; }

    /// <summary>The terms with their numbers.</summary>
    internal Structure Placed => structure;

    /// <summary>What the search knew; null for laws from files and from plain regressions.</summary>
    internal Evidence? Evidence { get; init; }

    /// <summary>Other structures whose criterion is within 10 of the law's, the best first: what the data cannot exclude. Those with
    /// one linear term more or less are judged by the quadratic likelihood at the law. Empty for laws from files and
    /// from plain regressions.</summary>
    public ImmutableArray<SelectionStep> Alternatives =>
        Evidence is null ? [] : [.. Evidence.Rivals.Select(r => Step(r.Law, r.Excess, Evidence.Fit))];

    /// <summary>Sums and differences of two states that the law keeps constant, because the data support one shared rate.</summary>
    public ImmutableArray<string> Conserved =>
        [
            .. from second in Enumerable.Range(0, sides.Length)
            from first in Enumerable.Range(0, second)
            let sign = SharedSign(first, second)
            where sign != 0
            select $"{Variables[first]} {(sign > 0 ? '-' : '+')} {Variables[second]}",
        ];

    /// <summary>The profile likelihood of a number of the law, over four standard errors on either side.</summary>
    /// <param name="index">Place of the number in <see cref="Terms"/>.</param>
    /// <exception cref="InvalidOperationException">The law comes from a file or from a plain regression, which have no likelihood.</exception>
    public ParameterProfile Profile(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Terms.Length);
        if (Evidence is null)
            throw new InvalidOperationException(
                "the law has no likelihood: it comes from a file or from a plain regression, expected one from Method.Likelihood"
            );
        var scales = structure.Terms.SelectMany(t => t.Scales.Select(s => (ParameterScale?)s).Prepend(null)).ToArray();
        var original = order[index];
        return new ParameterProfile(
            Terms[index],
            Evidence.Profile(original, errors[index], u => scales[index]?.Value(u) ?? u)
        );
    }

    /// <summary>Parameters that stopped at a bound, and terms that do not fit the units; empty where there is nothing to say.</summary>
    public ImmutableArray<string> Warnings => [.. Laws.Warnings.Of(Terms, structure.Terms, [.. names.Variables])];

    /// <summary>How strongly the estimates of each two numbers hang together, the strongest pair first; none for laws from files
    /// and from plain regressions.</summary>
    public Correlation[] Correlations() =>
        Evidence is null ? [] : Correlation.Of(Terms, (i, j) => Evidence.Covariance[order[i]][order[j]]);

    /// <summary>Measure here next: for each law that the data cannot exclude, the start from which one more run like the first parts it from
    /// this law most clearly, the widest separation first.</summary>
    /// <param name="reach">How far beyond the range of the measured states to look for starts, as a factor of at least 1.</param>
    /// <param name="samples">Samples that the run would have, at most those of the first.</param>
    /// <returns>One row an alternative; none where the law stands alone.</returns>
    public StartProposal[] MeasureNext(double reach = 1, int samples = 400)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(reach, 1);
        if (Evidence is null || Evidence.Rivals.Length == 0)
            return [];
        var starts = new SeparatingStarts(Evidence, reach, samples);
        return
        [
            .. (
                from rival in Evidence.Rivals
                let found = starts.Farthest(rival.Law)
                where found is not null
                let f = found.Value
                select new StartProposal(
                    f.Start,
                    Step(rival.Law, rival.Excess, Evidence.Fit).Equation,
                    Variables[f.State],
                    f.Time,
                    f.Value,
                    f.Rival,
                    f.Separation
                )
            ).OrderByDescending(p => p.Separation),
        ];
    }

    /// <summary>The states that the law predicts from each measured sample some samples ahead.</summary>
    /// <param name="measured">A trajectory of the law's variables.</param>
    /// <param name="ahead">How many samples ahead.</param>
    /// <returns>[sample - ahead, state].</returns>
    /// <exception cref="ArgumentException">Other variables than the law's.</exception>
    public double[,] Predict(Trajectory measured, int ahead = 1) => Forecast.Of(this, measured, ahead);

    /// <summary>The share of each state's variance that predictions some samples ahead explain: 1 is perfect, 0 as good as the mean.</summary>
    /// <param name="measured">A trajectory of the law's variables, best one that the law was not fitted to.</param>
    /// <param name="ahead">How many samples ahead.</param>
    public double[] Score(Trajectory measured, int ahead = 1) => Forecast.Score(this, measured, ahead);

    /// <summary>Measured less predicted states, some samples ahead, [sample - ahead, state].</summary>
    /// <param name="measured">A trajectory of the law's variables.</param>
    /// <param name="ahead">How many samples ahead.</param>
    public double[,] Residuals(Trajectory measured, int ahead = 1) => Forecast.Residuals(this, measured, ahead);

    /// <summary>The residuals of predictions over time, which a law that is right leaves without pattern.</summary>
    /// <param name="measured">A trajectory of the law's variables.</param>
    /// <param name="ahead">How many samples ahead.</param>
    public Figure ResidualFigure(Trajectory measured, int ahead = 1) => Forecast.Figure(this, measured, ahead);

    /// <summary>The equations with numbers, one a state.</summary>
    /// <param name="style">Plain text, LaTeX, C# or F#.</param>
    public string[] Equations(FormulaStyle style = FormulaStyle.Text) =>
        [.. sides.Select((_, e) => text.Equation(e, structure.Terms, style))];

    /// <summary>The terms of each equation without numbers.</summary>
    public string[] Structure =>
        [.. sides.Select((_, e) => text.Structure(structure.Terms.Where(t => t.Equation == e)))];

    /// <summary>The rates of change at one point.</summary>
    /// <param name="point">States, then inputs.</param>
    /// <exception cref="ArgumentException">Another number of values than the law has variables.</exception>
    public double[] Derivative(double[] point) =>
        point.Length == Variables.Length
            ? [.. sides.Select(f => f.Evaluate(point, numbers))]
            : throw new ArgumentException(
                $"the point has {point.Length} values, expected {Variables.Length}: {string.Join(", ", Variables)}",
                nameof(point)
            );

    /// <summary>The states at given times from a start, by Dormand and Prince's method, or Rodas4 for stiff laws.</summary>
    /// <param name="start">States at the first time.</param>
    /// <param name="times">Strictly rising times.</param>
    /// <param name="input">The inputs at a time; needed where the law has inputs.</param>
    /// <param name="stiff">Whether to use the method for stiff laws.</param>
    /// <exception cref="ArgumentException">A start of another length, or inputs that are missing.</exception>
    public Numerics.Differential.Trajectory Simulate(
        double[] start,
        double[] times,
        Func<double, double[]>? input = null,
        bool stiff = false
    )
    {
        if (start.Length != sides.Length)
            throw new ArgumentException($"the start has {start.Length} values, expected {sides.Length}", nameof(start));
        if (input is null && Variables.Length > sides.Length)
            throw new ArgumentException(
                $"the law has the inputs {string.Join(", ", Variables.Skip(sides.Length))}, expected a function of time",
                nameof(input)
            );
        return InitialValueProblem
            .For((t, x) => Derivative(input is null ? x : [.. x, .. input(t)]))
            .WithMethod(stiff ? OdeMethod.Rodas4 : OdeMethod.DormandPrince)
            .WithTolerances(1e-8, 1e-10)
            .Solve(start, times);
    }

    /// <summary>Each state over time, measured and simulated from the first sample.</summary>
    /// <param name="measured">A trajectory of the law's variables.</param>
    /// <param name="samples">Number of samples shown.</param>
    public Figure Figure(Trajectory measured, int samples = 1000) => DynamicsFigures.Simulated(this, measured, samples);

    /// <summary>One state against another, measured and simulated from the first sample.</summary>
    /// <param name="measured">A trajectory of the law's variables.</param>
    /// <param name="horizontal">State on the horizontal axis.</param>
    /// <param name="vertical">State on the vertical axis.</param>
    public Figure PhaseFigure(Trajectory measured, int horizontal = 0, int vertical = 1) =>
        DynamicsFigures.Phase(this, measured, horizontal, vertical);

    /// <summary>The fitted numbers with their 95 % intervals.</summary>
    public Figure CoefficientFigure() => EstimateFigure.Of(Terms);

    /// <summary>Writes the law to a JSON file, which appears whole or not at all.</summary>
    public void Save(string path)
    {
        var json = DynamicsLawFile.Write(names, structure, errors, Noise);
        DurableFile.Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(json)));
    }

    /// <summary>Reads a law that <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is not a saved law.</exception>
    public static DynamicsLaw Load(string path) => DynamicsLawFile.Read(File.ReadAllText(path), path);

    /// <summary>The equations as text and LaTeX.</summary>
    public DisplayBundle ToDisplay() =>
        DisplayBundle
            .OfText(ToString())
            .With(MimeType.Latex, $"$${string.Join(@" \\ ", Equations(FormulaStyle.Latex))}$$");

    /// <summary>The law as an HTML fragment.</summary>
    public string ToHtml() => ToDisplay().ToHtml();

    /// <summary>The equations with numbers, a line each.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Equations());

    private static int[] Reordered(Structure original, (int Index, PlacedTerm Item)[] ordered)
    {
        var firsts = new int[original.Terms.Length];
        for (var i = 1; i < firsts.Length; i++)
            firsts[i] = firsts[i - 1] + original.Terms[i - 1].Numbers;
        return [.. ordered.SelectMany(t => Enumerable.Range(firsts[t.Index], t.Item.Numbers))];
    }

    private SelectionStep Step(Structure law, double excess, LikelihoodFit best) =>
        new(
            "alternative",
            string.Join("; ", sides.Select((_, e) => text.Equation(e, law.Terms, FormulaStyle.Text))),
            law.Terms.Length,
            law.Numbers.Length,
            Math.Sqrt(best.SquaresPerFreedom),
            best.Score + excess,
            excess
        );

    /// <summary>1 or -1 where two equations are equal or opposite by shared rates, else 0.</summary>
    private int SharedSign(int first, int second)
    {
        if (Evidence is null || Evidence.Fit.Structure.Ties.IsEmpty)
            return 0;
        PlacedTerm[] a = [.. structure.Terms.Where(t => t.Equation == first)];
        PlacedTerm[] b = [.. structure.Terms.Where(t => t.Equation == second)];
        if (a.Length == 0 || a.Length != b.Length)
            return 0;
        var signs = a.Zip(
            b,
            (s, t) =>
                s.Candidate.Body == t.Candidate.Body && s.Coordinates.SequenceEqual(t.Coordinates) ? Sign(s, t) : 0
        );
        return signs.Distinct().ToArray() is [var sign] ? sign : 0;

        static int Sign(PlacedTerm s, PlacedTerm t) =>
            s.Coefficient == t.Coefficient ? 1
            : s.Coefficient == -t.Coefficient ? -1
            : 0;
    }
}
