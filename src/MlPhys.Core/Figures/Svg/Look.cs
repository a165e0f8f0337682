using System.Globalization;
using MlPhys.Figures.Layout;

namespace MlPhys.Figures.Svg;

/// <summary>Colours of series as attributes: the theme's class where the colour is the palette's.</summary>
internal static class Look
{
    public static string Stroke(Series series, double width, string extra = "") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Class(series, 's')}fill=\"none\" stroke=\"{series.Color}\" stroke-width=\"{width:0.##}\" {extra}"
        );

    public static string Fill(Series series, double opacity, string extra = "") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Class(series, 'f')}fill=\"{series.Color}\" fill-opacity=\"{opacity:0.##}\" {extra}"
        );

    private static string Class(Series series, char kind) => series.Hue < 0 ? "" : $"class=\"mlp-{kind}{series.Hue}\" ";
}
