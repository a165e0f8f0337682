namespace MlPhys.Display;

/// <summary>The formatters of a displayable, one a MIME type; .NET Interactive calls their members by name.</summary>
internal sealed class DisplayFormatterSource
{
    private readonly string[] mimeTypes = [MimeType.Html, MimeType.Svg, MimeType.Plotly, MimeType.Latex, MimeType.Text];

    /// <summary>One formatter for each MIME type that a bundle may hold.</summary>
    public IEnumerable<object> CreateTypeFormatters() => mimeTypes.Select(mimeType => new DisplayFormatter(mimeType));
}
