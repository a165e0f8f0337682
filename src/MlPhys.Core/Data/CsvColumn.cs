using System.Globalization;
using CsvHelper;

namespace MlPhys.Data;

/// <summary>One column of a table: numbers (missing values as NaN) or texts (missing values as empty).</summary>
internal abstract record CsvColumn
{
    public abstract int Rows { get; }

    public abstract CsvColumn Take(int[] rows);

    public abstract void WriteTo(CsvWriter writer, int row);

    /// <summary>A cell as text, as a group is named by it.</summary>
    public abstract string Label(int row);
}

/// <summary>Numbers.</summary>
internal sealed record NumberColumn(double[] Values) : CsvColumn
{
    public override int Rows => Values.Length;

    public override CsvColumn Take(int[] rows) => new NumberColumn([.. rows.Select(row => Values[row])]);

    public override void WriteTo(CsvWriter writer, int row) =>
        writer.WriteField(Values[row], "R", CultureInfo.InvariantCulture);

    public override string Label(int row) => Values[row].ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>Texts, and where the first cell stands that kept the column from being one of numbers (row from 1; 0: not tried).</summary>
internal sealed record TextColumn(string[] Values, int FirstTextRow) : CsvColumn
{
    public override int Rows => Values.Length;

    public override CsvColumn Take(int[] rows) => new TextColumn([.. rows.Select(row => Values[row])], 0);

    public override void WriteTo(CsvWriter writer, int row) => writer.WriteField(Values[row]);

    public override string Label(int row) => Values[row];
}
