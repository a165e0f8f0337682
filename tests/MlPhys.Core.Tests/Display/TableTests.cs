using System.Xml.Linq;
using MlPhys.Display;

namespace MlPhys.Core.Tests.Display;

public class TableTests
{
    private sealed record Rate(string State, [property: Unit("1/s")] double Value, double? Error, int Runs);

    private static readonly Rate[] Rates =
    [
        new("treated", 212.683, 6.947, 12),
        new("untreated", 160.28, null, 11),
        new("diverged", double.NaN, double.PositiveInfinity, 0),
    ];

    [Fact]
    public void Text_is_aligned_with_numbers_on_the_right() =>
        Assert.Equal(
            """
            State      Value [1/s]  Error  Runs
            treated         212.68  6.947    12
            untreated       160.28      –    11
            diverged           NaN      ∞     0
            (3 rows × 4 columns)
            """,
            Table.Of(Rates).ToString()
        );

    [Fact]
    public void Csv_holds_all_rows_at_full_precision() =>
        Assert.Equal(
            "State,Value [1/s],Error,Runs\ntreated,212.683,6.947,12\nuntreated,160.28,,11\ndiverged,NaN,Infinity,0\n",
            Table.Of(Rates).ToCsv()
        );

    [Fact]
    public void Csv_quotes_what_needs_quotes() =>
        Assert.Equal("a\n\"x,\"\"y\"\"\nz\"\n", Table.Of([new { a = "x,\"y\"\nz" }]).ToCsv());

    [Fact]
    public void A_long_table_shows_its_ends_and_its_shape()
    {
        var table = Table.Of(Enumerable.Range(0, 1000).Select(i => new { i, square = (double)i * i })).WithPreview(2);
        Assert.Equal(
            ["  i", "  0", "  1", "...", "998", "999", "(1000 rows × 2 columns)"],
            table.ToString().Split('\n').Select(l => l.StartsWith('(') ? l : l[..3])
        );
        var cells = XElement.Parse(table.ToHtml()).Descendants("td").Select(c => c.Value).ToArray();
        Assert.Equal(10, cells.Length);
        Assert.Equal(["998", "996004"], cells[6..8]);
        Assert.Equal(1001, table.ToCsv().Count(c => c == '\n'));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\" onload='x' &amp; ]]> \u0000\u0007\uFFFE\uD800")]
    public void Hostile_text_is_encoded_everywhere(string hostile)
    {
        var table = Table.OfColumns([(hostile, [1.0])]).WithUnit(hostile, hostile).WithTitle(hostile);
        var rows = Table.Of([hostile]);
        foreach (var html in new[] { table.ToHtml(), rows.ToHtml() })
        {
            var tree = XElement.Parse(html);
            Assert.Empty(tree.DescendantsAndSelf("script"));
            Assert.DoesNotContain(
                tree.DescendantsAndSelf().Attributes(),
                a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal)
            );
        }
        Assert.DoesNotContain(table.ToString(), c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public void Columns_of_mixed_sizes_keep_their_digits()
    {
        var cells = XElement
            .Parse(Table.OfColumns([("x", [212.7, 0.0641, 1e-12, 6.02214076e23, 0, -3])]).ToHtml())
            .Descendants("td")
            .Select(c => c.Value);
        Assert.Equal(["212.7", "0.0641", "1e-12", "6.0221e+23", "0", "-3"], cells);
    }

    [Fact]
    public void Tuples_numbers_and_empty_sequences_are_tables_too()
    {
        Assert.Equal(["Item1", "Item2"], Table.Of([(1, "a")]).Columns.Select(c => c.Name));
        Assert.Equal(["value"], Table.Of([1.5, 2.5]).Columns.Select(c => c.Name));
        Assert.Equal("State  Value [1/s]  Error  Runs\n(0 rows × 4 columns)", Table.Of(Array.Empty<Rate>()).ToString());
    }

    [Fact]
    public void Unknown_columns_and_uneven_columns_are_refused()
    {
        var unknown = Assert.Throws<ArgumentException>(() => Table.Of(Rates).WithUnit("Speed", "m/s"));
        Assert.Contains("State, Value, Error, Runs", unknown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Table.OfColumns([("a", [1.0]), ("b", [1.0, 2.0])]));
    }

    [Fact]
    public void Save_writes_by_ending_and_leaves_nothing_beside()
    {
        using var folder = new Scratch();
        Table.Of(Rates).Save(folder.File("r.csv"));
        Table.Of(Rates).Save(folder.File("r.html"));
        Assert.Throws<ArgumentException>(() => Table.Of(Rates).Save(folder.File("r.xlsx")));
        Assert.Equal(["r.csv", "r.html"], folder.Names);
    }
}
