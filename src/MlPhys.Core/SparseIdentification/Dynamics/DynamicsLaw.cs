using System.Collections.Immutable;
using MlPhys.Display;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Laws;
using MlPhys.SparseIdentification.Likelihood;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>A dynamical law x' = f(x, u) found from trajectories.</summary>
public sealed class DynamicsLaw : IDisplayable
{
    private const double NormalQuantile = 1.959964;
    private readonly Structure structure;
    private readonly LawText text;
    private readonly Formula[] sides;
    private readonly double[] numbers;

    internal DynamicsLaw(
        IReadOnlyList<Trajectory> trajectories,
        Structure structure,
        IReadOnlyList<double> errors,
        IReadOnlyList<double> noise
    )
    {
        var first = trajectories[0];
        var ordered = structure.Terms.Index().OrderBy(t => t.Item.Equation).ToArray();
        this.structure = structure with { Terms = [.. ordered.Select(t => t.Item)] };
        Variables = [.. first.Variables.Select(v => v.Name)];
        text = new LawText(
            [.. first.Variables],
            [.. first.States.Select(s => ($"{s.Name}'", Units.Product([(s.Unit, 1), (first.TimeUnit, -1)])))]
        );
        sides = this.structure.RightHandSides();
        numbers = this.structure.Numbers;
        Noise = [.. noise];
        Terms = [.. text.Estimates(this.structure.Terms, Reordered(structure, ordered, errors), NormalQuantile)];
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

    /// <summary>The equations as text and LaTeX.</summary>
    public DisplayBundle ToDisplay() =>
        DisplayBundle
            .OfText(ToString())
            .With(MimeType.Latex, $"$${string.Join(@" \\ ", Equations(FormulaStyle.Latex))}$$");

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
