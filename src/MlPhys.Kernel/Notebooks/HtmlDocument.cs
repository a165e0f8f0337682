using System.Net;

namespace MlPhys.Kernel.Notebooks;

/// <summary>The frame of every page: metadata and the style sheet of the project, light and dark.</summary>
internal static class HtmlDocument
{
    private static readonly Lazy<string> Style = new(ReadStyle);

    public static string Write(string title, string body) =>
        $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{WebUtility.HtmlEncode(title)}</title>
            <style>
            {Style.Value}</style>
            </head>
            <body>
            {body}</body>
            </html>

            """.ReplaceLineEndings("\n");

    private static string ReadStyle()
    {
        using var stream = typeof(HtmlDocument).Assembly.GetManifestResourceStream("page.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
