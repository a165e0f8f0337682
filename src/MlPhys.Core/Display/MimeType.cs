namespace MlPhys.Display;

/// <summary>The MIME types that MlPhys writes into a <see cref="DisplayBundle"/>.</summary>
public static class MimeType
{
    /// <summary>Plain text.</summary>
    public const string Text = "text/plain";

    /// <summary>An HTML fragment without scripts.</summary>
    public const string Html = "text/html";

    /// <summary>Scalable vector graphics.</summary>
    public const string Svg = "image/svg+xml";

    /// <summary>A Plotly figure (data, layout, config) as a JSON object.</summary>
    public const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>A formula in LaTeX, with its dollar signs.</summary>
    public const string Latex = "text/latex";
}
