using System.Text.RegularExpressions;
using MlPhys.Display;
using MlPhys.Kernel.Gallery;
using MlPhys.Kernel.Notebooks;
using MlPhys.Kernel.Tests.Notebooks;

namespace MlPhys.Kernel.Tests.Gallery;

public sealed partial class GalleryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public GalleryTests()
    {
        var notebook = Sample.Notebook(
            new DisplayOutput(
                Sample.Drawing.With(MimeType.Plotly, Sample.Plotly).With(MimeType.Svg, Sample.TitledSvg),
                "d1"
            ),
            new ResultOutput(Sample.Drawing)
        );
        FigureFiles.Write(notebook, folder.File("02-sample"));
        folder.Write("02-sample/index.html", NotebookPage.Write(notebook));
        Directory.CreateDirectory(folder.File("not-a-notebook"));
        Assert.Equal(1, GalleryPage.Write(folder.Path));
    }

    public void Dispose() => folder.Dispose();

    private string Read(string name) => File.ReadAllText(folder.File(name));

    [Fact]
    public void A_card_has_title_summary_and_figures()
    {
        var page = Read("index.html");
        Assert.Contains("<a href=\"02-sample/index.html\">On x &lt; y</a>", page, StringComparison.Ordinal);
        Assert.Contains("<p>First paragraph.</p>", page, StringComparison.Ordinal);
        Assert.Contains("<span>A &lt;/script&gt; &amp; &lt;b&gt;</span>", page, StringComparison.Ordinal);
        Assert.Contains("<span>Figure 2</span>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("index.html")]
    [InlineData("02-sample/index.html")]
    [InlineData("02-sample/figure-1.html")]
    [InlineData("02-sample/figure-2.html")]
    public void Every_link_leads_to_a_file_beside_it(string page)
    {
        var missing =
            from Match link in Link().Matches(Read(page))
            let target = link.Groups["target"].Value
            where target != "../plotly-cartesian.min.js"
            where !File.Exists(Path.Combine(Path.GetDirectoryName(folder.File(page))!, target))
            select target;
        Assert.Empty(missing);
    }

    [Fact]
    public void Figures_of_an_earlier_run_do_not_stay()
    {
        FigureFiles.Write(Sample.Notebook(new ResultOutput(Sample.Drawing)), folder.File("02-sample"));
        Assert.False(File.Exists(folder.File("02-sample/figure-2.svg")));
        Assert.False(File.Exists(folder.File("02-sample/figure-1.json")));
    }

    [Fact]
    public void Every_picture_of_the_gallery_is_drawn_from_disk()
    {
        const string script =
            "<script>onload=()=>document.title=[...document.images].map(i=>i.naturalWidth>0).join()</script>";
        folder.Write(
            "index.html",
            Read("index.html").Replace("loading=\"lazy\"", "", StringComparison.Ordinal) + script
        );
        Assert.Equal("true,true", Chromium.TitleOf(folder.File("index.html")));
    }

    [Theory]
    [InlineData("", "svg 1 A </script> & <b>")]
    [InlineData(
        "window.Plotly={newPlot:(place,data,layout)=>place.append(layout.title.text)}",
        "svg 0 A </script> & <b>"
    )]
    public void A_figure_is_interactive_where_plotly_is_there_and_a_drawing_where_not(string plotly, string expected)
    {
        if (plotly.Length > 0)
            folder.Write("plotly-cartesian.min.js", plotly);
        const string script = """
            <script>
            const figure = document.getElementById("figure");
            document.title = "svg " + figure.querySelectorAll("svg").length + " " + figure.textContent.trim();
            </script>
            """;
        var page = folder.Write("02-sample/figure-1.html", Read("02-sample/figure-1.html") + script);
        Assert.Equal(expected, Chromium.TitleOf(page));
    }

    [GeneratedRegex("(?:src|href)=\"(?<target>[^\"#]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
