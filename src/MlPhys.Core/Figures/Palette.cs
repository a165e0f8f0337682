using System.Collections.Immutable;

namespace MlPhys.Figures;

/// <summary>The colours of series: Okabe and Ito, Color Universal Design (2008), told apart in every kind of colour vision.</summary>
/// <remarks>Yellow and black of the original eight are left out: each vanishes on a light or a dark page.</remarks>
public static class Palette
{
    /// <summary>Blue, vermillion, bluish green, reddish purple, orange, sky blue, grey, in the order of use.</summary>
    public static ImmutableArray<string> Colors { get; } =
    ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f"];

    /// <summary>The same hues, lighter where a dark page needs it.</summary>
    internal static ImmutableArray<string> DarkColors { get; } =
    ["#4da3dc", "#ef7f2f", "#22b98c", "#dd93ba", "#f0b429", "#7cc8f5", "#a6a6a6"];
}
