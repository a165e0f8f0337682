using System.Collections.Immutable;
using MlPhys.Display;
using MlPhys.Figures;
using MlPhys.Files;
using MlPhys.Numerics.Differential;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Laws;
using MlPhys.SparseIdentification.Likelihood;
using MlPhys.SparseIdentification.Tables;
using Trajectory = MlPhys.SparseIdentification.Tables.Trajectory;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>A dynamical law x' = f(x, u) found from trajectories.</summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [MimeType.Latex, MimeType.Text])]
public sealed class DynamicsLaw : IDisplayable
{
    private const double NormalQuantile = 1.959964;
    private readonly Structure structure;
    private readonly LawText text;
    private readonly Formula[] sides;
    private readonly double[] numbers;
    private readonly double[] errors;
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
        this.errors = Reordered(structure, ordered, errors);
        Terms = [.. text.Estimates(this.structure.Terms, this.errors, NormalQuantile)];
    }

    /// <summary>Names of the states, then of the inputs.</summary>
    public ImmutableArray<string> Variables { get; }

    /// <summary>The fitted numbers with errors and units, one row each.</summary>
    public ImmutableArray<Estimate> Terms { get; }

    /// <summary>The standard deviation of the measurement noise of each state.</summary>
    public ImmutableArray<double> Noise { get; }

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

    private static double[] Reordered(
        Structure original,
        (int Index, PlacedTerm Item)[] order,
        IReadOnlyList<double> errors
    )
    {
        var firsts = new int[original.Terms.Length];
        for (var i = 1; i < firsts.Length; i++)
            firsts[i] = firsts[i - 1] + original.Terms[i - 1].Numbers;
        return [.. order.SelectMany(t => Enumerable.Range(firsts[t.Index], t.Item.Numbers).Select(i => errors[i]))];
    }
}
