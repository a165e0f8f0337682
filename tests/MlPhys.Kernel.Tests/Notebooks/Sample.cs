using MlPhys.Display;
using MlPhys.Kernel.Notebooks;

namespace MlPhys.Kernel.Tests.Notebooks;

/// <summary>A notebook put together by hand, without running anything.</summary>
internal static class Sample
{
    public const string Svg =
        "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\">"
        + "<clipPath id=\"a\"><rect width=\"40\" height=\"30\"/></clipPath>"
        + "<circle clip-path=\"url(#a)\" r=\"9\"/><use href=\"#a\"/></svg>";

    public const string Plotly = """{"data":[{"x":[1,2]}],"layout":{"title":{"text":"A </script> & <b>"}}}""";

    public static string TitledSvg { get; } =
        Svg.Replace("</svg>", "<title>A &lt;/script&gt; &amp; &lt;b&gt;</title></svg>", StringComparison.Ordinal);

    public static DisplayBundle Drawing { get; } = DisplayBundle.OfText("a drawing").With(MimeType.Svg, Svg);

    public static ExecutedNotebook Notebook(params CellOutput[] outputs) =>
        new(
            "some/02-sample.fsx",
            [
                new(new Cell(CellKind.Markdown, "# On *x* < `y`\n\nFirst\nparagraph.\n\nSecond.", 1), 0, []),
                new(new Cell(CellKind.Code, "let a = \"<b>\" // <i>", 7), 1, []),
                new(new Cell(CellKind.Code, "a", 8), 2, [.. outputs]),
                new(new Cell(CellKind.Code, "a", 10), 3, []),
            ]
        );
}
