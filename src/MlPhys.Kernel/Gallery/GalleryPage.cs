using System.Net;
using MlPhys.Display;
using MlPhys.Kernel.Notebooks;

namespace MlPhys.Kernel.Gallery;

/// <summary>The start page of the figures: one card a notebook, opening from disk without a network.</summary>
internal static class GalleryPage
{
    /// <summary>Name of the notebook's own page in its folder.</summary>
    public const string NotebookPageName = "index.html";

    /// <summary>Writes index.html into the folder and one page a figure, from the cards in its sub-folders.</summary>
    /// <returns>The number of notebooks shown.</returns>
    public static int Write(string folder)
    {
        var names = Directory
            .EnumerateDirectories(folder)
            .Where(NotebookCard.ExistsIn)
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal)
            .ToArray();
        var cards = names.Select(name => Card(name, NotebookCard.Load(Path.Combine(folder, name)))).ToArray();
        foreach (var name in names)
            FigurePage.WriteAll(Path.Combine(folder, name));
        var body = $"""
            <main class="wide">
            <h1>MlPhys notebooks</h1>
            <p>Every figure here was drawn by running the notebooks on this machine. A title opens the notebook, a picture its
            large form.</p>
            {string.Concat(cards)}</main>

            """;
        WholeFile.Write(Path.Combine(folder, "index.html"), HtmlDocument.Write("MlPhys notebooks", body));
        return names.Length;
    }

    private static string Card(string name, NotebookCard card)
    {
        var figures = string.Concat(card.Figures.Select(figure => Thumbnail(name, figure)));
        return $"""
            <article class="card">
            <h2><a href="{Url(name)}/{NotebookPageName}">{Encode(card.Title)}</a></h2>
            <p>{Encode(card.Summary)}</p>
            <div class="thumbnails">
            {figures}</div>
            </article>

            """;
    }

    private static string Thumbnail(string name, FigureEntry figure)
    {
        var address = $"{Url(name)}/{figure.Name}";
        var caption = Encode(figure.Caption);
        return $"""
            <a class="thumbnail" href="{address}.html"><img class="{figure.Frame}" loading="lazy" src="{address}.svg" alt="{caption}"><span>{caption}</span></a>

            """;
    }

    private static string Url(string name) => Uri.EscapeDataString(name);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
