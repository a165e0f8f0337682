using System.Collections.Immutable;
using MlPhys.Data;

namespace MlPhys.SparseIdentification.Tables;

/// <summary>Measured rates beside the conditions they were measured at: a static table r(x1, x2, ...).</summary>
/// <remarks>Immutable; every column has one value a measurement, finite, or NaN where missing values are kept.</remarks>
public sealed record RateTable
{
    private RateTable(Column target) => Target = target;

    /// <summary>The measured rate.</summary>
    public Column Target { get; }

    /// <summary>The conditions, in the order of the indices that formulas use.</summary>
    public ImmutableArray<Column> Variables { get; private init; } = [];

    /// <summary>Number of measurements.</summary>
    public int Count => Target.Values.Length;

    /// <summary>A table of rates without conditions yet.</summary>
    /// <param name="name">Name of the rate.</param>
    /// <param name="values">One rate a measurement.</param>
    /// <param name="unit">Unit of the rate.</param>
    /// <param name="missing">Whether NaN stands for a value that is missing, whose measurement the fit leaves out, or is a mistake.</param>
    /// <exception cref="ArgumentException">No values, or a value that is not finite.</exception>
    public static RateTable Of(
        string name,
        IEnumerable<double> values,
        string unit = "",
        MissingValues missing = MissingValues.Refused
    )
    {
        double[] rates = [.. values];
        return rates.Length > 0
            ? new(Column.Checked(new Column(name, unit, rates), rates.Length, "itself", missing))
            : throw new ArgumentException($"column '{name}' has no values", nameof(values));
    }

    /// <summary>A table from columns of a CSV file, with their units.</summary>
    /// <param name="table">The file's columns.</param>
    /// <param name="target">Name of the column of rates.</param>
    /// <param name="variables">Names of the columns of conditions.</param>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    /// <exception cref="InvalidDataException">A column holds text, or values that are not finite.</exception>
    public static RateTable Of(CsvTable table, string target, params string[] variables) =>
        variables.Aggregate(
            Of(target, table.Column(target), table.Units.GetValueOrDefault(target, "")),
            (rates, name) => rates.With(name, table.Column(name), table.Units.GetValueOrDefault(name, ""))
        );

    /// <summary>The table with one more condition.</summary>
    /// <param name="name">Name of the condition.</param>
    /// <param name="values">One value a measurement.</param>
    /// <param name="unit">Unit of the condition.</param>
    /// <param name="missing">Whether NaN stands for a value that is missing, whose measurement the fit leaves out, or is a mistake.</param>
    /// <exception cref="ArgumentException">Another length than the rates, a value that is not finite, or a name in use.</exception>
    public RateTable With(
        string name,
        IEnumerable<double> values,
        string unit = "",
        MissingValues missing = MissingValues.Refused
    )
    {
        var column = Column.Checked(new Column(name, unit, [.. values]), Count, $"'{Target.Name}'", missing);
        if (Variables.Append(Target).Any(c => string.Equals(c.Name, name, StringComparison.Ordinal)))
            throw new ArgumentException($"column '{name}' is there twice", nameof(name));
        return this with { Variables = Variables.Add(column) };
    }

    /// <summary>The measurements of which no value is missing.</summary>
    internal RateTable Complete()
    {
        Column[] all = [Target, .. Variables];
        int[] rows = [.. Enumerable.Range(0, Count).Where(i => all.All(c => !double.IsNaN(c.Values[i])))];
        return rows.Length == Count
            ? this
            : new RateTable(Target.At(rows)) { Variables = [.. Variables.Select(v => v.At(rows))] };
    }
}
