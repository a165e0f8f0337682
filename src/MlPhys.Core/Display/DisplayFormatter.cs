namespace MlPhys.Display;

/// <summary>Writes one form of a displayable.</summary>
internal sealed class DisplayFormatter(string mimeType)
{
    /// <summary>The MIME type written.</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>Writes the form of <paramref name="instance"/>; false where it has none.</summary>
    public bool Format(object instance, TextWriter writer)
    {
        var content =
            instance is not IDisplayable displayable ? null
            : MimeType == Display.MimeType.Html ? displayable.ToHtml()
            : displayable.ToDisplay().Content.GetValueOrDefault(MimeType);
        writer.Write(content);
        return content is not null;
    }
}
