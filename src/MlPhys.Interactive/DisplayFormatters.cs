using Microsoft.DotNet.Interactive.Formatting;
using MlPhys.Display;

namespace MlPhys.Interactive;

/// <summary>Shows the results of MlPhys in .NET Interactive and in every host that formats with its library.</summary>
/// <remarks>The package's extension.dib calls <see cref="Register"/> after <c>#r "nuget: MlPhys.Interactive"</c>.</remarks>
public static class DisplayFormatters
{
    private static readonly string[] MimeTypes =
    [
        MimeType.Html,
        MimeType.Svg,
        MimeType.Plotly,
        MimeType.Latex,
        MimeType.Text,
    ];

    /// <summary>Registers a formatter of each MIME type for everything that is displayable, types of users too.</summary>
    /// <remarks>Hosts prefer HTML, which for a figure is its drawing without scripts. Registering again changes nothing.</remarks>
    public static void Register()
    {
        foreach (var mimeType in MimeTypes)
            Formatter.Register<IDisplayable>((value, context) => Write(value, mimeType, context.Writer), mimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(IDisplayable), MimeType.Html, MimeType.Text);
    }

    private static bool Write(IDisplayable value, string mimeType, TextWriter writer)
    {
        var content =
            mimeType == MimeType.Html ? value.ToHtml() : value.ToDisplay().Content.GetValueOrDefault(mimeType);
        writer.Write(content);
        return content is not null;
    }
}
