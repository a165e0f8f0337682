using System.Globalization;
using System.Text;
using CsvHelper;
using MlPhys.Files;

namespace MlPhys.Data;

/// <summary>Reads and writes comma-separated tables with named columns (RFC 4180, UTF-8, invariant culture).</summary>
public static class Csv
{
    /// <summary>Reads a table: a header of column names, optionally a row of units, then at least one row.</summary>
    /// <remarks>
    /// A column whose cells are all numbers or missing (empty, NA, NaN, null) holds numbers, any other column texts. Numbers are read exactly
    /// rounded with a decimal point; a thousands separator makes a cell text. Rows are counted from 1, header and units not counted.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="unitsRow">Whether the row after the header holds units.</param>
    /// <param name="textColumns">Columns that hold text even where it looks like numbers, such as identifiers; null: none.</param>
    /// <param name="separator">Separator; null: found from the first lines among comma, semicolon, tab and bar.</param>
    /// <param name="comments">Character that starts lines to be skipped; null: none.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty, has no rows, rows of different lengths, broken quotes, or two columns of one name.</exception>
    public static CsvTable Read(
        string path,
        bool unitsRow = false,
        IEnumerable<string>? textColumns = null,
        char? separator = null,
        char? comments = null
    )
    {
        using (InputFile.Open(path)) { }
        var scan = new CsvScan($"CSV file '{path}'", unitsRow, [.. textColumns ?? []]);
        return scan.Read(() => CsvReader.FromFile(path, Options(separator, comments)));
    }

    /// <summary>Reads a table from text instead of a file; see <see cref="Read"/>.</summary>
    /// <param name="text">The content of a CSV file.</param>
    /// <param name="unitsRow">Whether the row after the header holds units.</param>
    /// <param name="textColumns">Columns that hold text even where it looks like numbers; null: none.</param>
    /// <param name="separator">Separator; null: found from the first lines.</param>
    /// <param name="comments">Character that starts lines to be skipped; null: none.</param>
    /// <exception cref="InvalidDataException">As for <see cref="Read"/>.</exception>
    public static CsvTable Parse(
        string text,
        bool unitsRow = false,
        IEnumerable<string>? textColumns = null,
        char? separator = null,
        char? comments = null
    )
    {
        var scan = new CsvScan("CSV text", unitsRow, [.. textColumns ?? []]);
        var bytes = Encoding.UTF8.GetBytes(text);
        return scan.Read(() => CsvReader.Create(bytes, Options(separator, comments)));
    }

    /// <summary>Writes a table with a header, and a units row where a column has a unit; the file appears whole or not at all.</summary>
    /// <remarks>Numbers are written with as many digits as it takes to read the same bits again; NaN as NaN.</remarks>
    /// <param name="path">File to write or replace.</param>
    /// <param name="table">Columns of one length.</param>
    /// <exception cref="ArgumentException">The table has no columns.</exception>
    /// <exception cref="IOException">The file cannot be written; what was at <paramref name="path"/> before is kept.</exception>
    public static void Write(string path, CsvTable table)
    {
        if (table.Columns.Count == 0)
            throw new ArgumentException("the table has no columns", nameof(table));
        DurableFile.Write(path, stream => Write(stream, table));
    }

    private static void Write(Stream stream, CsvTable table)
    {
        using var writer = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        writer.WriteRecord([.. table.Columns]);
        if (table.Units.Count > 0)
            writer.WriteRecord([.. table.Columns.Select(name => table.Units.GetValueOrDefault(name, ""))]);
        var columns = table.Columns.Select(table.Cells).ToArray();
        for (var row = 0; row < table.Rows; row++)
        {
            foreach (var column in columns)
                column.WriteTo(writer, row);
            writer.EndRecord();
        }
    }

    private static CsvReaderOptions Options(char? separator, char? comments) =>
        new()
        {
            Separator = separator,
            CommentPrefix = comments,
            TrimWhitespace = true,
            TrackLineNumbers = false,
            MalformedData = CsvMalformedDataHandling.Throw,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
            FormatProvider = CultureInfo.InvariantCulture,
            PoolStrings = true,
            BufferSize = 1 << 18,
        };
}
