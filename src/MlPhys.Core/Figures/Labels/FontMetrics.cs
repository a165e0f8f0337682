using System.Globalization;

namespace MlPhys.Figures.Labels;

/// <summary>Widths of labels, estimated from the advance widths of Helvetica.</summary>
internal static class FontMetrics
{
    /// <summary>The fonts asked for; all have Helvetica's widths but the last two.</summary>
    public const string Family = "Helvetica,Arial,'Liberation Sans',Arimo,'DejaVu Sans',sans-serif";

    /// <summary>Size of scripts relative to the base line's.</summary>
    public const double ScriptSize = 0.72;

    /// <summary>Room for wider fonts: where neither Helvetica nor Arial is installed, DejaVu Sans is up to this much wider.</summary>
    private const double Allowance = 1.14;

    /// <summary>Advance widths of U+0020..U+007E in thousandths of the font size (Adobe Core 14 metrics).</summary>
    private static readonly short[] Ascii =
    [
        278,
        278,
        355,
        556,
        556,
        889,
        667,
        191,
        333,
        333,
        389,
        584,
        278,
        333,
        278,
        278,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        278,
        278,
        584,
        584,
        584,
        556,
        1015,
        667,
        667,
        722,
        722,
        667,
        611,
        778,
        722,
        278,
        500,
        667,
        556,
        833,
        722,
        778,
        667,
        778,
        722,
        667,
        611,
        722,
        667,
        944,
        667,
        667,
        611,
        278,
        278,
        278,
        469,
        556,
        333,
        556,
        556,
        500,
        556,
        556,
        278,
        556,
        556,
        222,
        222,
        500,
        222,
        833,
        556,
        556,
        556,
        556,
        333,
        500,
        278,
        556,
        500,
        722,
        500,
        500,
        500,
        334,
        260,
        334,
        584,
    ];

    /// <summary>Width of a label at a font size, in pixels.</summary>
    public static double Width(string label, double size) =>
        RichText.Parse(label).Sum(run => Width(run) * (run.Level == 0 ? size : size * ScriptSize));

    /// <summary>The label itself where it is no wider than <paramref name="room"/>; else its plain text cut, with an ellipsis.</summary>
    public static string Fit(string label, double size, double room)
    {
        if (Width(label, size) <= room)
            return label;
        var plain = RichText.Plain(label).EnumerateRunes().ToArray();
        var kept = plain.Length;
        while (kept > 0 && Width(new TextRun(string.Concat(plain[..kept]) + "…", 0)) * size > room)
            kept--;
        return string.Concat(plain[..kept]) + "…";
    }

    private static double Width(TextRun run) => Allowance * run.Text.EnumerateRunes().Sum(r => Advance(r)) / 1000;

    private static double Advance(System.Text.Rune rune) =>
        rune.Value is >= 0x20 and <= 0x7E ? Ascii[rune.Value - 0x20]
        : System.Text.Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.Format
            ? 0
        : rune.Value is '−' or '×' or '±' or '≈' or '≤' or '≥' or '∼' ? 584
        : rune.Value >= 0x1100 && !(rune.Value is >= 0x2000 and < 0x2E80) ? 1000
        : 600;
}
