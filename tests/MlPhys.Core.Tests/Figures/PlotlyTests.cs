using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MlPhys.Figures;

namespace MlPhys.Core.Tests.Figures;

public class PlotlyTests
{
    [Fact]
    public void Any_figure_is_valid_json_of_the_common_schema() =>
        Prop.ForAll(
                RandomFigures.All,
                figure =>
                {
                    using var json = JsonDocument.Parse(figure.ToJson());
                    Assert.Equal(["data", "layout", "config"], json.RootElement.EnumerateObject().Select(p => p.Name));
                    Check(json.RootElement);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Gaps_are_null_and_numbers_are_exact()
    {
        using var json = JsonDocument.Parse(
            Figure.Titled("").WithLine([0.1, 1e-17, 3], [double.NaN, double.PositiveInfinity, 2]).ToJson()
        );
        var trace = json.RootElement.GetProperty("data")[0];
        Assert.Equal("[0.1,1E-17,3]", trace.GetProperty("x").GetRawText());
        Assert.Equal("[null,null,2]", trace.GetProperty("y").GetRawText());
    }

    [Fact]
    public void Logarithmic_ranges_are_exponents_and_categories_are_ticks()
    {
        var figure = Figure
            .Titled("")
            .WithYAxis("", log: true, range: (10, 1000))
            .WithBars(["1", "<b>"], [20, 30], "n");
        using var json = JsonDocument.Parse(figure.ToJson());
        var layout = json.RootElement.GetProperty("layout");
        Assert.Equal("[1,3]", layout.GetProperty("yaxis").GetProperty("range").GetRawText());
        Assert.Equal("&lt;b&gt;", layout.GetProperty("xaxis").GetProperty("ticktext")[1].GetString());
        Assert.Equal("bar", json.RootElement.GetProperty("data")[0].GetProperty("type").GetString());
    }

    [Fact]
    public void No_text_ends_the_script_around_it()
    {
        var html = Figure
            .Titled("</script><script>alert(1)//")
            .WithLine([0], [0], "</script>")
            .Interactive("x\"</script>.js")
            .ToHtml();
        Assert.Equal(2, html.Split("<script>").Length);
        Assert.Equal(2, html.Split("</script>").Length);
    }

    public static TheoryData<Figure> Crowded
    {
        get
        {
            double[] many = [.. Enumerable.Range(0, 300_000).Select(i => Math.Sin(i / 1e3) / 3)];
            double[] side = [.. Enumerable.Range(0, 1001).Select(i => i / 7.0)];
            var map = new double[1000, 1000];
            map[500, 500] = 1;
            var empty = Figure.Titled("");
            return new(
                empty.WithLine(many, many),
                empty.WithMarkers(many, many),
                empty.WithBand(many, many, many),
                empty.WithHeatMap(side, side, map),
                empty.WithHeatMap(side[..1000], side[..1000], map),
                empty.WithContour(side[..1000], side[..1000], map)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Crowded))]
    public void A_crowded_figure_is_thinned_below_two_megabytes_and_says_so(Figure figure)
    {
        var json = figure.ToJson();
        Assert.InRange(json.Length, 100_000, 2_000_000);
        using var document = JsonDocument.Parse(json);
        var note = document.RootElement.GetProperty("layout").GetProperty("annotations")[0].GetProperty("text");
        Assert.Matches("^one value in [0-9]+ shown$", note.GetString());
    }

    [Fact]
    public void A_thinned_line_keeps_its_spikes()
    {
        var y = new double[200_000];
        (y[77_777], y[123_456]) = (5, -7);
        var figure = Figure.Titled("").WithLine([.. Enumerable.Range(0, y.Length).Select(i => (double)i)], y);
        using var json = JsonDocument.Parse(figure.ToJson());
        var trace = json.RootElement.GetProperty("data")[0];
        var at = trace.GetProperty("x").EnumerateArray().Select(v => v.GetDouble()).ToArray();
        var kept = trace.GetProperty("y").EnumerateArray().Select(v => v.GetDouble()).ToArray();
        Assert.Equal((5.0, -7.0), (kept[Array.IndexOf(at, 77_777)], kept[Array.IndexOf(at, 123_456)]));
    }

    /// <summary>Titles are objects; no attribute that plotly.js 3 or 4 removed.</summary>
    private static void Check(JsonElement element)
    {
        string[] removed =
        [
            "titlefont",
            "titleposition",
            "titleside",
            "titleoffset",
            "autotick",
            "bardir",
            "heatmapgl",
            "pointcloud",
        ];
        if (element.ValueKind == JsonValueKind.Object)
            foreach (var property in element.EnumerateObject())
            {
                Assert.DoesNotContain(property.Name, removed);
                if (property.Name == "title")
                    Assert.Equal(JsonValueKind.String, property.Value.GetProperty("text").ValueKind);
                Check(property.Value);
            }
        else if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray())
                Check(item);
    }
}
