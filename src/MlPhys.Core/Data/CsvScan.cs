using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;

namespace MlPhys.Data;

/// <summary>Reads a CSV source into columns: one pass for numbers, a second over the columns that turned out to be text.</summary>
internal sealed class CsvScan(string source, bool unitsRow, ImmutableHashSet<string> textColumns)
{
    private string[] names = [];
    private string[] units = [];
    private int rows;

    public CsvTable Read(Func<CsvReader> open)
    {
        try
        {
            var columns = Numbers(open);
            Texts(open, columns);
            var unitByName = names
                .Zip(units)
                .Where(pair => pair.Second.Length > 0)
                .ToImmutableSortedDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
            return new CsvTable(
                source,
                [.. names.Zip(columns, (name, column) => (name, column.Finished(rows)))],
                unitByName
            );
        }
        catch (CsvFormatException e)
        {
            throw new InvalidDataException($"{source}: {e.Message}", e);
        }
    }

    private CsvColumnBuilder[] Numbers(Func<CsvReader> open)
    {
        using var reader = Opened(open);
        var columns = Array.ConvertAll(names, name => new CsvColumnBuilder(textColumns.Contains(name)));
        for (; reader.Read(); rows++)
        for (var column = 0; column < columns.Length; column++)
            columns[column].AddNumber(reader, column, rows);
        return rows > 0
            ? columns
            : throw new InvalidDataException(
                $"{source} has 0 rows under its header {string.Join(", ", names)}; expected at least one"
            );
    }

    private void Texts(Func<CsvReader> open, CsvColumnBuilder[] columns)
    {
        var texts = Enumerable.Range(0, columns.Length).Where(column => columns[column].IsText).ToArray();
        if (texts.Length == 0)
            return;
        using var reader = Opened(open);
        for (var row = 0; row < rows && reader.Read(); row++)
            foreach (var column in texts)
                columns[column].AddText(reader, column, row, rows);
    }

    /// <summary>A reader after its header and units.</summary>
    private CsvReader Opened(Func<CsvReader> open)
    {
        var reader = open();
        try
        {
            names = [.. reader.Headers];
            Check();
            if (unitsRow && reader.Read())
                units = [.. Enumerable.Range(0, names.Length).Select(reader.GetString)];
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private void Check()
    {
        if (names.Length == 0)
            throw new InvalidDataException($"{source} is empty; expected a header of column names");
        if (Array.FindIndex(names, string.IsNullOrWhiteSpace) is >= 0 and var nameless)
            throw new InvalidDataException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{source}: column {nameless + 1} has no name in the header"
                )
            );
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidDataException(
                $"{source}: the column '{twice.Key}' stands {twice.Count()} times in the header"
            );
        if (textColumns.Except(names) is { Count: > 0 } unknown)
            throw new KeyNotFoundException(
                $"{source} has no column '{unknown.First()}', found {string.Join(", ", names.Select(name => $"'{name}'"))}"
            );
    }
}
