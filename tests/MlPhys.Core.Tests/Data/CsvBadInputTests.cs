using MlPhys.Data;

namespace MlPhys.Core.Tests.Data;

public sealed class CsvBadInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void No_file_is_said() =>
        Assert.Contains(
            folder["none.csv"],
            Assert.Throws<FileNotFoundException>(() => Csv.Read(folder["none.csv"])).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("", "is empty; expected a header of column names")]
    [InlineData("\n\n", "is empty; expected a header of column names")]
    [InlineData("substrate,rate\n", "has 0 rows under its header substrate, rate; expected at least one")]
    [InlineData("x,x\n1,2\n", "the column 'x' stands 2 times in the header")]
    [InlineData("x,\n1,2\n", "column 2 has no name in the header")]
    [InlineData("x,y\n1,2\n3\n", "field")]
    [InlineData("x,y\n1,\"2\n", "quote")]
    public void A_table_that_is_none_is_said(string content, string said)
    {
        var path = folder.Write("t.csv", content);
        var error = Assert.Throws<InvalidDataException>(() => Csv.Read(path));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Units_without_rows_are_0_rows() =>
        Assert.Contains(
            "has 0 rows",
            Assert.Throws<InvalidDataException>(() => Csv.Parse("x,y\nm,s\n", unitsRow: true)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_missing_column_is_said_with_those_found()
    {
        var table = Csv.Parse("substrate,rate\n1,2\n");
        var error = Assert.Throws<KeyNotFoundException>(() => table.Column("velocity"));
        Assert.Equal("CSV text has no column 'velocity', found 'substrate', 'rate'", error.Message);
        Assert.Throws<KeyNotFoundException>(() => Csv.Parse("x\n1\n", textColumns: ["id"]));
    }

    [Fact]
    public void NaN_and_missing_values_are_counted_and_placed()
    {
        var table = Csv.Parse("n,substrate\n" + string.Join('\n', Cells("1", "2", "3", "4", "5", "6", "NaN", "8", "")));
        var error = Assert.Throws<InvalidDataException>(() => table.Column("substrate"));
        Assert.Equal("column 'substrate' has 2 NaN values, first at row 7", error.Message);
        Assert.Equal([1, 2, 3, 4, 5, 6, double.NaN, 8, double.NaN], table.Column("substrate", allowMissing: true));
    }

    [Theory]
    [InlineData("inf")]
    [InlineData("-inf")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    public void Infinite_values_are_counted_and_placed(string cell)
    {
        var table = Csv.Parse($"x\n1\n{cell}\n");
        var error = Assert.Throws<InvalidDataException>(() => table.Column("x"));
        Assert.Equal("column 'x' has 1 infinite value, first at row 2", error.Message);
        Assert.True(double.IsInfinity(table.Column("x", allowMissing: true)[1]));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("\"1,5\"")]
    [InlineData("1.5.2")]
    [InlineData("0x10")]
    public void A_cell_that_is_no_number_is_placed(string cell)
    {
        var table = Csv.Parse($"x,y\n1,1\n{cell},2\n");
        var error = Assert.Throws<InvalidDataException>(() => table.Column("x"));
        Assert.Equal($"column 'x' holds '{cell.Trim('"')}' at row 2, expected a number", error.Message);
    }

    [Fact]
    public void A_decimal_comma_is_never_read_as_thousands()
    {
        var table = Csv.Parse("x;y\n1,5;2\n");
        Assert.Throws<InvalidDataException>(() => table.Column("x"));
        Assert.Equal(["1,5"], table.Text("x"));
    }

    [Fact]
    public void Empty_texts_are_refused_unless_asked_for()
    {
        var table = Csv.Parse("state,x\na,1\n,2\n");
        var error = Assert.Throws<InvalidDataException>(() => table.Text("state"));
        Assert.Equal("column 'state' has 1 empty value, first at row 2", error.Message);
        Assert.Equal(["a", ""], table.Text("state", allowMissing: true));
    }

    private static IEnumerable<string> Cells(params string[] cells) => cells.Select((cell, row) => $"{row},{cell}");
}
