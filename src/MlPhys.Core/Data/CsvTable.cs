using System.Collections.Immutable;
using System.Globalization;

namespace MlPhys.Data;

/// <summary>Named columns of one length, read from a CSV file or put together by hand.</summary>
/// <remarks>Immutable: every With and Where step returns a new table.</remarks>
public sealed class CsvTable
{
    private readonly ImmutableArray<(string Name, CsvColumn Cells)> columns;
    private readonly string source;

    internal CsvTable(
        string source,
        ImmutableArray<(string, CsvColumn)> columns,
        ImmutableSortedDictionary<string, string> units
    )
    {
        this.source = source;
        this.columns = columns;
        Units = units;
    }

    /// <summary>A table without columns, to put one together with <see cref="WithColumn(string, double[], string)"/>.</summary>
    public static CsvTable Empty { get; } =
        new("table", [], ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>Column names in the order of the file.</summary>
    public IReadOnlyList<string> Columns => columns.Select(column => column.Name).ToImmutableArray();

    /// <summary>Units by column name, where the file has a units row.</summary>
    public IReadOnlyDictionary<string, string> Units { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => columns.IsEmpty ? 0 : columns[0].Cells.Rows;

    /// <summary>The numbers of a column.</summary>
    /// <param name="name">Column name, exactly as in the header.</param>
    /// <param name="allowMissing">Whether missing cells, NaN and infinities are kept; otherwise they are refused.</param>
    /// <returns>One value for each row; missing cells as NaN.</returns>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    /// <exception cref="InvalidDataException">The column holds text, or NaN or infinite values that were not asked for.</exception>
    public double[] Column(string name, bool allowMissing = false)
    {
        var values = Cells(name) switch
        {
            NumberColumn numbers => numbers.Values,
            TextColumn { FirstTextRow: > 0 } text => throw new InvalidDataException(
                $"column '{name}' holds '{text.Values[text.FirstTextRow - 1]}' at row {text.FirstTextRow}, expected a number"
            ),
            _ => throw new InvalidDataException($"column '{name}' holds text, expected numbers"),
        };
        if (!allowMissing)
        {
            Refuse(name, "NaN", values, double.IsNaN);
            Refuse(name, "infinite", values, double.IsInfinity);
        }
        return [.. values];
    }

    /// <summary>The texts of a column.</summary>
    /// <param name="name">Column name, exactly as in the header.</param>
    /// <param name="allowMissing">Whether empty cells are kept; otherwise they are refused.</param>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    /// <exception cref="InvalidDataException">The column was read as numbers, or has empty cells that were not asked for.</exception>
    public string[] Text(string name, bool allowMissing = false)
    {
        if (Cells(name) is not TextColumn text)
            throw new InvalidDataException($"column '{name}' holds numbers; name it in textColumns to read it as text");
        if (!allowMissing)
            Refuse(name, "empty", text.Values, cell => cell.Length == 0);
        return [.. text.Values];
    }

    /// <summary>The rows whose text in a column is the given one, such as one group of an experiment.</summary>
    /// <param name="name">Column name.</param>
    /// <param name="value">Text of the cells to keep; numbers as their shortest exact decimal form.</param>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    /// <exception cref="ArgumentException">No row holds the value.</exception>
    public CsvTable Where(string name, string value)
    {
        var cells = Cells(name);
        var labels = Enumerable.Range(0, Rows).Select(cells.Label).ToArray();
        return labels.Contains(value, StringComparer.Ordinal)
            ? Take([
                .. Enumerable.Range(0, Rows).Where(row => string.Equals(labels[row], value, StringComparison.Ordinal)),
            ])
            : throw new ArgumentException(
                $"column '{name}' has no '{value}', found {Listed(labels.Distinct(StringComparer.Ordinal))}",
                nameof(value)
            );
    }

    /// <summary>The rows for which a number in a column passes a test; missing numbers come as NaN.</summary>
    /// <param name="name">Column name.</param>
    /// <param name="keep">Says whether a row is kept.</param>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    /// <exception cref="InvalidDataException">The column holds text.</exception>
    public CsvTable Where(string name, Func<double, bool> keep)
    {
        var values = Column(name, allowMissing: true);
        return Take([.. Enumerable.Range(0, Rows).Where(row => keep(values[row]))]);
    }

    /// <summary>The distinct values of a column, in the order of their first rows.</summary>
    /// <param name="name">Column name.</param>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public string[] Groups(string name)
    {
        var cells = Cells(name);
        return [.. Enumerable.Range(0, Rows).Select(cells.Label).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The table with a column of numbers added or replaced.</summary>
    /// <param name="name">Column name.</param>
    /// <param name="values">One value for each row; NaN where one is missing.</param>
    /// <param name="unit">Unit; empty: none.</param>
    /// <exception cref="ArgumentException">The name is empty, or the length differs from that of the other columns.</exception>
    public CsvTable WithColumn(string name, double[] values, string unit = "") =>
        With(name, new NumberColumn([.. values]), unit);

    /// <summary>The table with a column of texts added or replaced.</summary>
    /// <param name="name">Column name.</param>
    /// <param name="values">One text for each row.</param>
    /// <exception cref="ArgumentException">The name is empty, or the length differs from that of the other columns.</exception>
    public CsvTable WithColumn(string name, string[] values) => With(name, new TextColumn([.. values], 0), "");

    /// <summary>Names and number of rows in short.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Rows} rows of {string.Join(", ", Columns)}");

    internal CsvColumn Cells(string name) =>
        columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.Ordinal)).Cells
        ?? throw new KeyNotFoundException($"{source} has no column '{name}', found {Listed(Columns)}");

    private CsvTable Take(int[] rows) =>
        new(source, [.. columns.Select(column => (column.Name, column.Cells.Take(rows)))], AllUnits);

    private CsvTable With(string name, CsvColumn cells, string unit)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!columns.IsEmpty && cells.Rows != Rows)
            throw new ArgumentException(
                $"column '{name}' has {cells.Rows} values, the table {Rows} rows",
                nameof(cells)
            );
        var at = columns.ToList().FindIndex(column => string.Equals(column.Name, name, StringComparison.Ordinal));
        return new CsvTable(
            source,
            at < 0 ? columns.Add((name, cells)) : columns.SetItem(at, (name, cells)),
            unit.Length > 0 ? AllUnits.SetItem(name, unit) : AllUnits.Remove(name)
        );
    }

    private ImmutableSortedDictionary<string, string> AllUnits => (ImmutableSortedDictionary<string, string>)Units;

    private static void Refuse<T>(string name, string what, T[] values, Func<T, bool> isBad)
    {
        if (Array.FindIndex(values, value => isBad(value)) is >= 0 and var first)
        {
            var count = values.Count(isBad);
            throw new InvalidDataException(
                $"column '{name}' has {count} {what} value{(count == 1 ? "" : "s")}, first at row {first + 1}"
            );
        }
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
