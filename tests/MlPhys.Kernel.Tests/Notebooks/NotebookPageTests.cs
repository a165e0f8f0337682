using MlPhys.Display;
using MlPhys.Kernel.Notebooks;

namespace MlPhys.Kernel.Tests.Notebooks;

public class NotebookPageTests
{
    private static string Page(params CellOutput[] outputs) => NotebookPage.Write(Sample.Notebook(outputs));

    [Fact]
    public void The_first_heading_is_the_title_and_the_first_paragraph_the_summary()
    {
        Assert.Equal("On x < y", Prose.Title(Sample.Notebook()));
        Assert.Equal("First paragraph.", Prose.Summary(Sample.Notebook()));
        Assert.Contains("<title>On x &lt; y</title>", Page(), StringComparison.Ordinal);
    }

    [Fact]
    public void Code_is_encoded_and_coloured() =>
        Assert.Contains(
            "<span class=\"k\">let</span> a = <span class=\"s\">&quot;&lt;b&gt;&quot;</span> "
                + "<span class=\"c\">// &lt;i&gt;</span>",
            Page()
                .Replace("</span><span class=\"s\">", "", StringComparison.Ordinal)
                .Replace("</span><span class=\"c\">", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );

    [Fact]
    public void Text_of_outputs_is_encoded() =>
        Assert.Contains(
            "<pre class=\"stdout\">&lt;script&gt;</pre>",
            Page(new StreamOutput("stdout", "<script>\n")),
            StringComparison.Ordinal
        );

    [Fact]
    public void Each_drawing_has_ids_of_its_own()
    {
        var page = Page(new DisplayOutput(Sample.Drawing, "d1"), new ResultOutput(Sample.Drawing));
        foreach (var expected in new[] { "id=\"f1-a\"", "url(#f1-a)", "href=\"#f1-a\"", "id=\"f2-a\"", "url(#f2-a)" })
            Assert.Contains(expected, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<?xml", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_is_shown_as_it_is() =>
        Assert.Contains(
            "<div class=\"html\"><b>bold</b></div>",
            Page(new ResultOutput(DisplayBundle.OfText("bold").With(MimeType.Html, "<b>bold</b>"))),
            StringComparison.Ordinal
        );

    [Fact]
    public void The_page_asks_nothing_of_other_files() =>
        Assert.DoesNotMatch("""(?:src|href)="(?!#)|url\((?!#)|@import""", Page(new ResultOutput(Sample.Drawing)));
}
