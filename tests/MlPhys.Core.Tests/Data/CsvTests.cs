using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MlPhys.Data;

namespace MlPhys.Core.Tests.Data;

public sealed class CsvTests : IDisposable
{
    private const string Kinetics = """
        substrate,rate,state
        ppm,counts/min^2,
        0.02,76,treated
        0.02,47,treated
        0.06,67,untreated
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Columns_are_read_by_name_with_their_units()
    {
        var table = Csv.Read(folder.Write("t.csv", Kinetics), unitsRow: true);
        Assert.Equal(3, table.Rows);
        Assert.Equal(["substrate", "rate", "state"], table.Columns);
        Assert.Equal([0.02, 0.02, 0.06], table.Column("substrate"));
        Assert.Equal(["treated", "treated", "untreated"], table.Text("state"));
        Assert.Equal("ppm", table.Units["substrate"]);
        Assert.Equal(["rate", "substrate"], table.Units.Keys);
    }

    [Fact]
    public void Rows_are_chosen_by_group_and_by_number()
    {
        var table = Csv.Parse(Kinetics, unitsRow: true);
        Assert.Equal(["treated", "untreated"], table.Groups("state"));
        Assert.Equal([67], table.Where("state", "untreated").Column("rate"));
        Assert.Equal([76, 67], table.Where("rate", rate => rate > 50).Column("rate"));
        Assert.Equal([76, 47], table.Where("substrate", "0.02").Column("rate"));
        var error = Assert.Throws<ArgumentException>(() => table.Where("state", "control"));
        Assert.Contains(
            "column 'state' has no 'control', found 'treated', 'untreated'",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Quotes_separators_line_breaks_and_comments_are_understood()
    {
        var table = Csv.Parse("# a comment\nname;x\n\"a;\"\"b\"\"\nc\";1\n  d ; 2 \n", comments: '#');
        Assert.Equal(["a;\"b\"\nc", "d"], table.Text("name"));
        Assert.Equal([1, 2], table.Column("x"));
    }

    [Fact]
    public void Identifiers_stay_text_when_asked_for()
    {
        var table = Csv.Parse("id,x\n007,1\n008,2\n", textColumns: ["id"]);
        Assert.Equal(["007", "008"], table.Text("id"));
        Assert.Throws<InvalidDataException>(() => table.Column("id"));
        Assert.Throws<InvalidDataException>(() => table.Text("x"));
    }

    [Fact]
    public void Numbers_come_back_to_the_same_bits_whatever_the_culture()
    {
        var path = folder["t.csv"];
        Prop.ForAll<double[], int>(
                (drawn, culture) =>
                {
                    using var _ = new Culture(culture % 2 == 0 ? ',' : '.');
                    double[] values = [1.0 / 3, .. drawn];
                    Csv.Write(path, CsvTable.Empty.WithColumn("x", values, "m/s").WithColumn("y", values));
                    var read = Csv.Read(path, unitsRow: true);
                    return read.Column("x", allowMissing: true).SequenceEqual(values)
                        && read.Column("y", allowMissing: true).SequenceEqual(values)
                        && read.Units["x"] == "m/s";
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Texts_with_quotes_line_breaks_and_Unicode_come_back()
    {
        var path = folder["t.csv"];
        Prop.ForAll<NonNull<string>[]>(drawn =>
            {
                // White space around a cell is not kept, and lone surrogates have no UTF-8.
                string[] values = ["Größe \"λ\"; 温度, 🌡\nσ", .. drawn.Select(text => Valid(text.Get))];
                Csv.Write(path, CsvTable.Empty.WithColumn("a,\"b\"", values).WithColumn("n", values));
                var read = Csv.Read(path, textColumns: ["a,\"b\"", "n"], separator: ',');
                return read.Text("a,\"b\"", allowMissing: true).SequenceEqual(values)
                    && read.Text("n", allowMissing: true).SequenceEqual(values);
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_column_of_another_length_is_refused()
    {
        var table = CsvTable.Empty.WithColumn("x", new double[] { 1, 2 });
        Assert.Throws<ArgumentException>(() => table.WithColumn("y", new double[] { 1 }));
        Assert.Throws<ArgumentException>(() => Csv.Write(folder["t.csv"], CsvTable.Empty));
        Assert.False(File.Exists(folder["t.csv"]));
    }

    private static string Valid(string text) =>
        System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)).Trim();

    /// <summary>A culture with its own decimal separator, for the length of a test.</summary>
    private sealed class Culture : IDisposable
    {
        private readonly CultureInfo before = CultureInfo.CurrentCulture;

        public Culture(char decimalSeparator)
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = $"{decimalSeparator}";
            CultureInfo.CurrentCulture = culture;
        }

        public void Dispose() => CultureInfo.CurrentCulture = before;
    }
}
