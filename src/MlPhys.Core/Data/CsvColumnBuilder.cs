using CsvHelper;

namespace MlPhys.Data;

/// <summary>Gathers the cells of one column: as numbers until a cell is none.</summary>
internal sealed class CsvColumnBuilder(bool isText)
{
    private double[] numbers = isText ? [] : new double[64];
    private string[] texts = [];
    private int firstTextRow;

    public bool IsText { get; private set; } = isText;

    public void AddNumber(CsvReader reader, int column, int row)
    {
        if (IsText)
            return;
        if (row == numbers.Length)
            Array.Resize(ref numbers, 2 * row);
        if (reader.TryParse<double>(column, out var number) && !reader.GetSpan(column).Contains((byte)','))
            numbers[row] = number;
        else if (IsMissing(reader.GetSpan(column)))
            numbers[row] = double.NaN;
        else if (Infinity(reader.GetSpan(column)) is not 0 and var infinity)
            numbers[row] = infinity;
        else
        {
            IsText = true;
            firstTextRow = row + 1;
            numbers = [];
        }
    }

    public void AddText(CsvReader reader, int column, int row, int rows)
    {
        if (texts.Length == 0)
            texts = new string[rows];
        texts[row] = reader.GetString(column);
    }

    public CsvColumn Finished(int rows) =>
        IsText
            ? new TextColumn(texts, firstTextRow)
            : new NumberColumn(numbers.Length == rows ? numbers : numbers[..rows]);

    private static bool IsMissing(ReadOnlySpan<byte> cell) =>
        cell.IsEmpty
        || cell.SequenceEqual("NA"u8)
        || cell.SequenceEqual("N/A"u8)
        || cell.SequenceEqual("nan"u8)
        || cell.SequenceEqual("NAN"u8)
        || cell.SequenceEqual("null"u8)
        || cell.SequenceEqual("NULL"u8);

    private static double Infinity(ReadOnlySpan<byte> cell) =>
        cell.SequenceEqual("inf"u8) || cell.SequenceEqual("Inf"u8) || cell.SequenceEqual("+inf"u8)
            ? double.PositiveInfinity
        : cell.SequenceEqual("-inf"u8) || cell.SequenceEqual("-Inf"u8) ? double.NegativeInfinity
        : 0;
}
