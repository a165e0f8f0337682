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
