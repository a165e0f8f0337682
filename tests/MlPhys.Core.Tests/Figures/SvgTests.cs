using System.Globalization;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using MlPhys.Figures;

namespace MlPhys.Core.Tests.Figures;

public class SvgTests
{
    private const string Hostile = "<script>alert('&')</script>\" onload=\"x\u0000\u0007\uFFFE\uD800]]>";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Any_figure_is_well_formed_with_finite_numbers() =>
        Prop.ForAll(
                RandomFigures.All,
                figure =>
                {
                    var svg = XElement.Parse(figure.ToSvg());
                    Assert.Empty(svg.Descendants(Svg + "script"));
                    var numbers = svg.DescendantsAndSelf()
                        .Attributes()
                        .Where(a => a.Name.LocalName is "d" or "x" or "y" or "x1" or "width");
                    Assert.DoesNotContain(
                        numbers,
                        a => a.Value.Contains("NaN", StringComparison.Ordinal) || a.Value.Contains('∞')
                    );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Hostile_text_stays_text_in_every_place()
    {
        var figure = Figure
            .Titled(Hostile)
            .WithXAxis(Hostile)
            .WithYAxis(Hostile)
            .WithBars([Hostile, "b"], [1, 2], Hostile)
            .WithColoredMarkers([0, 1], [0, 1], [0, 1], Hostile)
            .WithAnnotation(0.5, 1, Hostile);
        foreach (var markup in new[] { Figure.Grid(Hostile, 1, [figure, figure]).ToSvg(), figure.ToHtml() })
        {
            var tree = XElement.Parse(markup);
            Assert.DoesNotContain(tree.DescendantsAndSelf(), e => e.Name.LocalName == "script");
            Assert.DoesNotContain(
                tree.DescendantsAndSelf().Attributes(),
                a => a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)
            );
        }
    }

    [Fact]
    public void It_is_an_image_with_a_title_to_screen_readers()
    {
        var svg = XElement.Parse(Figure.Titled(@"Decay of \alpha").WithLine([0, 1], [0, 1], "l").ToSvg());
        Assert.Equal("img", svg.Attribute("role")?.Value);
        Assert.Equal("Decay of α", svg.Element(Svg + "title")?.Value);
        Assert.Contains("line of 2 points 'l'", svg.Element(Svg + "desc")?.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_stays_inside_the_figure()
    {
        var figure = Figure
            .Titled(new string('W', 300))
            .WithXAxis("a long label " + new string('x', 200))
            .WithYAxis("b")
            .WithLine([0, 1e6], [-1e-9, 1e-9], new string('n', 300))
            .WithSize(400, 300);
        foreach (var text in XElement.Parse(figure.ToSvg()).Descendants(Svg + "text"))
        {
            var width = MlPhys.Figures.Labels.FontMetrics.Width(text.Value, Number(text, "font-size"));
            var (x, y) = (Number(text, "x"), Number(text, "y"));
            var left = text.Attribute("text-anchor")!.Value switch
            {
                "middle" => x - width / 2,
                "end" => x - width,
                _ => x,
            };
            if (text.Attribute("transform") is null)
                Assert.True(
                    left >= -1 && left + width <= 401 && y is > 8 and < 300,
                    $"'{text.Value}' at {left}..{left + width}, {y}"
                );
        }
    }

    [Fact]
    public void Markers_stand_where_the_data_are()
    {
        var svg = XElement.Parse(
            Figure
                .Titled("")
                .WithXAxis("", range: (0, 10))
                .WithYAxis("", range: (0, 4))
                .WithMarkers([0, 5, 10], [0, 2, 4])
                .ToSvg()
        );
        var clip = svg.Descendants(Svg + "clipPath").Single().Element(Svg + "rect")!;
        var (left, top, width, height) = (
            Number(clip, "x"),
            Number(clip, "y"),
            Number(clip, "width"),
            Number(clip, "height")
        );
        var points = svg.Descendants(Svg + "path")
            .Single(p => p.Attribute("stroke-linecap") is not null)
            .Attribute("d")!
            .Value.Split('M', StringSplitOptions.RemoveEmptyEntries)
            .Select(p =>
                p.Split('h')[0].Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray()
            )
            .ToArray();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(left + width * i / 2, points[i][0], 0.02);
            Assert.Equal(top + height * (2 - i) / 2, points[i][1], 0.02);
        }
    }

    [Fact]
    public void The_legend_goes_to_a_free_corner_or_outside()
    {
        double[] x = [.. Enumerable.Range(0, 101).Select(i => i / 100.0)];
        var rising = Figure.Titled("").WithLine(x, x.Select(v => v * v * v), "cubic");
        var everywhere = Figure.Titled("").WithBand(x, x.Select(_ => 0.0), x.Select(_ => 1.0), "all");
        Assert.True(Layout(rising).Legend!.Box.Right < Layout(rising).Plot.CenterX);
        Assert.True(Layout(everywhere).Legend!.Box.X >= Layout(everywhere).Plot.Right);
        Assert.Null(Layout(rising.WithLegend(LegendPlace.None)).Legend);
    }

    [Fact]
    public void Values_that_a_logarithmic_axis_cannot_show_are_counted() =>
        Assert.Contains(
            "2 points ≤ 0 not shown",
            Figure.Titled("").WithYAxis("", log: true).WithMarkers([1, 2, 3], [0, -1, 5]).ToSvg(),
            StringComparison.Ordinal
        );

    [Fact]
    public void Large_figures_stay_below_two_megabytes()
    {
        var random = new Random(1);
        double[] noise = [.. Enumerable.Range(0, 150_000).Select(_ => random.NextDouble())];
        double[] other = [.. noise.Reverse()];
        var z = new double[300, 300];
        for (var i = 0; i < z.Length; i++)
            z[i / 300, i % 300] = noise[i % noise.Length];
        double[] side = [.. Enumerable.Range(0, 300).Select(i => (double)i)];
        Figure[] large =
        [
            Figure.Titled("chaotic line").WithLine(noise, other, "l"),
            Figure.Titled("cloud").WithMarkers(noise, other, "m", yError: noise),
            Figure.Titled("map").WithHeatMap(side, side, z),
            Figure.Titled("levels").WithContour(side, side, z, name: "c"),
            Figure.Titled("bins").WithHistogram(noise, bins: 50_000),
        ];
        string[] drawn = [.. large.Select(f => f.ToSvg())];
        Assert.All(drawn, svg => Assert.InRange(svg.Length, 1000, 2_000_000));
        Assert.Contains("of 150000 drawn", drawn[1], StringComparison.Ordinal);
        Assert.Contains("vertices drawn", drawn[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Dark_pages_get_colours_of_their_own()
    {
        var style = XElement.Parse(Figure.Titled("").ToSvg()).Element(Svg + "style")!.Value;
        Assert.Contains("prefers-color-scheme:dark", style, StringComparison.Ordinal);
        Assert.Contains("[data-jp-theme-light=false]", style, StringComparison.Ordinal);
    }

    private static MlPhys.Figures.Layout.PanelFrame Layout(Figure figure) =>
        MlPhys.Figures.Layout.FigureLayout.Of(figure).Frames[0];

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
