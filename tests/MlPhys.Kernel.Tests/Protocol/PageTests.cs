using System.Text.Json.Nodes;
using MlPhys.Display;
using MlPhys.Kernel.Protocol;

namespace MlPhys.Kernel.Tests.Protocol;

public sealed class PageTests : IDisposable
{
    private readonly List<(string Type, JsonObject Content)> published = [];
    private readonly Page page;

    public PageTests() =>
        page = new Page(
            (type, _, content) =>
            {
                lock (published)
                    published.Add((type, content));
            }
        );

    public void Dispose() => page.Dispose();

    [Fact]
    public void A_thousand_lines_make_few_messages()
    {
        for (var line = 0; line < 1000; line++)
            page.Write("stdout", "line\n");
        page.Flush();
        Assert.InRange(published.Count, 1, 5);
        Assert.Equal(
            string.Concat(Enumerable.Repeat("line\n", 1000)),
            string.Concat(published.Select(p => (string?)p.Content["text"]))
        );
    }

    [Fact]
    public void Text_comes_before_what_is_shown_after_it()
    {
        page.Write("stdout", "a");
        page.Write("stderr", "b");
        page.Show("d", DisplayBundle.OfText("c"));
        Assert.Equal(["stream", "stream", "display_data"], published.Select(p => p.Type));
    }

    [Fact]
    public void Text_goes_out_by_itself_after_a_while()
    {
        page.Write("stdout", "a");
        Assert.True(
            SpinWait.SpinUntil(
                () =>
                {
                    lock (published)
                        return published.Count == 1;
                },
                TimeSpan.FromSeconds(20)
            )
        );
    }

    [Fact]
    public void Json_forms_are_objects()
    {
        page.Result(DisplayBundle.OfText("f").With(MimeType.Plotly, "{\"data\":[]}"), 3);
        Assert.Equal("""{"data":[]}""", published[0].Content["data"]![MimeType.Plotly]!.ToJsonString());
    }
}
