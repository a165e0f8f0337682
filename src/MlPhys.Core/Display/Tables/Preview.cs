namespace MlPhys.Display.Tables;

/// <summary>The rows of a table that are shown: all, or the first and last.</summary>
internal sealed record Preview(IReadOnlyList<int> Rows, int Head, string Shape)
{
    public static Preview Of(Table table)
    {
        var (rows, ends) = (table.RowCount, table.PreviewRows);
        var shape = $"{Count(rows, "row")} × {Count(table.Columns.Length, "column")}";
        return rows <= 2 * ends + 1
            ? new Preview([.. Enumerable.Range(0, rows)], rows, shape)
            : new Preview([.. Enumerable.Range(0, ends), .. Enumerable.Range(rows - ends, ends)], ends, shape);
    }

    /// <summary>Whether rows between head and tail are left out.</summary>
    public bool IsCut => Head < Rows.Count;

    /// <summary>The shown cells of a column.</summary>
    public string[] Cells(TableColumn column) => Cell.Format([.. Rows.Select(r => column.Values[r])]);

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
