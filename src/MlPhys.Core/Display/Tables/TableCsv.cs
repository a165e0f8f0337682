using System.Globalization;
using CsvHelper;

namespace MlPhys.Display.Tables;

/// <summary>All rows of a table as CSV.</summary>
internal static class TableCsv
{
    public static string Write(Table table)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        foreach (var column in table.Columns)
            csv.WriteField(column.Header);
        csv.EndRecord();
        for (var row = 0; row < table.RowCount; row++)
        {
            foreach (var column in table.Columns)
                csv.WriteField(Cell.Exact(column.Values[row]));
            csv.EndRecord();
        }
        csv.Flush();
        return text.ToString();
    }
}
