using System.Collections.Immutable;
using MlPhys.Display.Tables;
using MlPhys.Files;

namespace MlPhys.Display;

/// <summary>Rows of records as a table: HTML preview, aligned text, CSV.</summary>
/// <remarks>Immutable. HTML and text show the first and last rows of a long table; CSV holds all of them.</remarks>
[TypeFormatterSource(MimeType.Html, MimeType.Text)]
public sealed record Table : IDisplayable
{
    /// <summary>The columns, all of one length.</summary>
    public ImmutableArray<TableColumn> Columns { get; private init; } = [];

    /// <summary>Number of rows.</summary>
    public int RowCount { get; private init; }

    /// <summary>Line over the table; empty: none.</summary>
    public string Title { get; private init; } = "";

    /// <summary>Rows shown at each end of a long table.</summary>
    public int PreviewRows { get; private init; } = 8;

    /// <summary>A table of records: each public property is a column, with the unit of its <see cref="UnitAttribute"/>.</summary>
    /// <remarks>Takes classes, structs, tuples, F# records and anonymous records; plain numbers and strings become one column.</remarks>
    public static Table Of<T>(IEnumerable<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ImmutableArray<object?> values = [.. rows];
        return new Table { Columns = RecordColumns.Of(typeof(T), values), RowCount = values.Length };
    }

    /// <summary>A table of named columns.</summary>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public static Table OfColumns(IEnumerable<(string Name, double[] Values)> columns)
    {
        ImmutableArray<TableColumn> all =
        [
            .. columns.Select(c => new TableColumn(c.Name, "", [.. c.Values.Select(v => (object?)v)])),
        ];
        var rows = all.IsEmpty ? 0 : all[0].Values.Length;
        return all.FirstOrDefault(c => c.Values.Length != rows) is { } odd
            ? throw new ArgumentException(
                $"column '{odd.Name}' has {odd.Values.Length} values, column '{all[0].Name}' has {rows}",
                nameof(columns)
            )
            : new Table { Columns = all, RowCount = rows };
    }

    /// <summary>Sets the line over the table.</summary>
    public Table WithTitle(string title) => this with { Title = title };

    /// <summary>Renames a column and, where given, sets its unit.</summary>
    /// <exception cref="ArgumentException">No such column.</exception>
    public Table WithColumn(string name, string header, string? unit = null)
    {
        var at = IndexOf(name);
        return this with
        {
            Columns = Columns.SetItem(at, Columns[at] with { Name = header, Unit = unit ?? Columns[at].Unit }),
        };
    }

    /// <summary>Sets the unit of a column.</summary>
    /// <exception cref="ArgumentException">No such column.</exception>
    public Table WithUnit(string name, string unit) => WithColumn(name, name, unit);

    /// <summary>Sets how many rows are shown at each end of a long table.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one row.</exception>
    public Table WithPreview(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        return this with { PreviewRows = rows };
    }

    /// <summary>An HTML table of the first and last rows with a line that tells the shape; all text encoded.</summary>
    public string ToHtml() => TableHtml.Write(this);

    /// <summary>All rows as CSV (RFC 4180, invariant culture, full precision), header first.</summary>
    public string ToCsv() => TableCsv.Write(this);

    /// <summary>Writes the table; the ending tells the form: .csv (all rows), .html or .txt (first and last rows).</summary>
    /// <exception cref="ArgumentException">Another ending.</exception>
    public void Save(string path) =>
        DurableFile.Write(
            path,
            Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".csv" => ToCsv(),
                ".html" => $"<!doctype html><meta charset=\"utf-8\"><title>{Markup.Encode(Title)}</title>{ToHtml()}",
                ".txt" => ToString() + "\n",
                var other => throw new ArgumentException(
                    $"a table is saved as .csv, .html or .txt, not as '{other}'",
                    nameof(path)
                ),
            }
        );

    /// <summary>The first and last rows as aligned text.</summary>
    public override string ToString() => TableText.Write(this);

    /// <summary>The preview as text and as HTML.</summary>
    public DisplayBundle ToDisplay() => DisplayBundle.OfText(ToString()).With(MimeType.Html, ToHtml());

    private int IndexOf(string name)
    {
        for (var i = 0; i < Columns.Length; i++)
            if (Columns[i].Name == name)
                return i;
        throw new ArgumentException(
            $"no column '{name}'; the columns are {string.Join(", ", Columns.Select(c => c.Name))}",
            nameof(name)
        );
    }
}
