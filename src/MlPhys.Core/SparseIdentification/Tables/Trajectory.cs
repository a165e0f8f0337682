using System.Collections.Immutable;
using MlPhys.SparseIdentification.Derivatives;

namespace MlPhys.SparseIdentification.Tables;

/// <summary>States measured along one run of a system, with the inputs that drove it.</summary>
/// <remarks>Immutable. Times rise strictly and need not be even; all values are finite, or NaN where states were not measured.</remarks>
public sealed record Trajectory
{
    private const int LongestGap = 3;
    private const int ShortestStretch = 10;

    private Trajectory(double[] times) => Times = times;

    /// <summary>Times of the samples.</summary>
    public double[] Times { get; private init; }

    /// <summary>The unit of time.</summary>
    public string TimeUnit { get; private init; } = "";

    /// <summary>The states, in the order of the indices that formulas use.</summary>
    public ImmutableArray<Column> States { get; private init; } = [];

    /// <summary>The inputs; formulas see them after the states.</summary>
    public ImmutableArray<Column> Inputs { get; private init; } = [];

    /// <summary>Number of samples.</summary>
    public int Count => Times.Length;

    /// <summary>A trajectory of states called x0, x1, ....</summary>
    /// <param name="times">Strictly rising times.</param>
    /// <param name="states">One row a sample, one column a state.</param>
    /// <exception cref="ArgumentException">Times that do not rise, lengths that differ, or values that are not finite.</exception>
    public static Trajectory Of(IEnumerable<double> times, double[,] states)
    {
        var trajectory = At(times);
        for (var j = 0; j < states.GetLength(1); j++)
        {
            var column = j;
            trajectory = trajectory.With(
                $"x{j}",
                Enumerable.Range(0, states.GetLength(0)).Select(i => states[i, column])
            );
        }
        return trajectory;
    }

    /// <summary>A trajectory of states called x0, x1, ... at even times from 0 on.</summary>
    /// <param name="step">Time between samples.</param>
    /// <param name="states">One row a sample, one column a state.</param>
    /// <exception cref="ArgumentException">A step that is not positive, or values that are not finite.</exception>
    public static Trajectory Of(double step, double[,] states) =>
        step > 0
            ? Of(Enumerable.Range(0, states.GetLength(0)).Select(i => i * step), states)
            : throw new ArgumentException($"the time step is {step}, expected a positive one", nameof(step));

    /// <summary>A trajectory without states yet.</summary>
    /// <param name="times">Strictly rising times.</param>
    /// <param name="unit">The unit of time.</param>
    /// <exception cref="ArgumentException">Times that do not rise strictly, or that are not finite.</exception>
    public static Trajectory At(IEnumerable<double> times, string unit = "")
    {
        double[] t = [.. times];
        for (var i = 0; i < t.Length; i++)
        {
            if (!double.IsFinite(t[i]))
                throw new ArgumentException($"the time at row {i + 1} is {t[i]}, expected a finite one", nameof(times));
            if (i > 0 && t[i] == t[i - 1])
                throw new ArgumentException($"the time {t[i]} at row {i + 1} is there twice", nameof(times));
            if (i > 0 && t[i] < t[i - 1])
                throw new ArgumentException(
                    $"the time {t[i]} at row {i + 1} follows {t[i - 1]}, expected rising times",
                    nameof(times)
                );
        }
        return new Trajectory(t) { TimeUnit = unit };
    }

    /// <summary>The trajectory with one more state.</summary>
    /// <param name="name">Name in equations.</param>
    /// <param name="values">One value a time.</param>
    /// <param name="unit">Unit of the values.</param>
    /// <param name="missing">Whether NaN stands for samples that are missing, or is a mistake.</param>
    /// <exception cref="ArgumentException">Another length than the times, a value that is not finite, or a name in use.</exception>
    public Trajectory With(
        string name,
        IEnumerable<double> values,
        string unit = "",
        MissingValues missing = MissingValues.Refused
    ) => this with { States = States.Add(Checked(new Column(name, unit, [.. values]), missing)) };

    /// <summary>The trajectory with one more input, known at the sample times.</summary>
    /// <exception cref="ArgumentException">Another length than the times, a value that is not finite, or a name in use.</exception>
    public Trajectory WithInput(string name, IEnumerable<double> values, string unit = "") =>
        this with
        {
            Inputs = Inputs.Add(Checked(new Column(name, unit, [.. values]))),
        };

    /// <summary>The trajectory with gaps of at most <see cref="LongestGap"/> samples filled from their neighbours: integrals need
    /// every sample.</summary>
    internal Trajectory Filled() =>
        States.Any(s => s.HasGaps)
            ? this with
            {
                States = [.. States.Select(s => s with { Values = Gaps.Filled(Times, s.Values, LongestGap) })],
            }
            : this;

    /// <summary>The samples of which no state is missing, cut where more than <see cref="LongestGap"/> in a row are.</summary>
    /// <returns>The trajectory itself where none is missing; stretches of few samples are left out.</returns>
    internal IEnumerable<Trajectory> Stretches()
    {
        if (!States.Any(s => s.HasGaps))
            return [this];
        int[] there = [.. Enumerable.Range(0, Count).Where(i => States.All(s => !double.IsNaN(s.Values[i])))];
        var number = 0;
        return there
            .Index()
            .GroupBy(r => r.Index > 0 && r.Item - there[r.Index - 1] > LongestGap + 1 ? ++number : number, r => r.Item)
            .Where(g => g.Count() >= ShortestStretch)
            .Select(g => At([.. g]));
    }

    /// <summary>The variables of all trajectories laid end to end.</summary>
    internal static double[][] EndToEnd(IReadOnlyList<Trajectory> trajectories) =>
        [
            .. trajectories[0]
                .Variables.Select(
                    (column, v) =>
                        trajectories.Count == 1
                            ? column.Values
                            : trajectories.SelectMany(t => t.Variables.ElementAt(v).Values).ToArray()
                ),
        ];

    private Trajectory At(int[] samples) =>
        this with
        {
            Times = [.. samples.Select(i => Times[i])],
            States = [.. States.Select(s => s.At(samples))],
            Inputs = [.. Inputs.Select(u => u.At(samples))],
        };

    /// <summary>States, then inputs: the variables of formulas.</summary>
    internal IEnumerable<Column> Variables => States.Concat(Inputs);

    private Column Checked(Column column, MissingValues missing = MissingValues.Refused)
    {
        if (Variables.Any(c => string.Equals(c.Name, column.Name, StringComparison.Ordinal)))
            throw new ArgumentException($"column '{column.Name}' is there twice", nameof(column));
        return Column.Checked(column, Count, "times", missing);
    }
}
