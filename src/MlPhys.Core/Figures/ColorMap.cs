namespace MlPhys.Figures;

/// <summary>How values become colours.</summary>
/// <param name="ColorScale">Name of a <see cref="Figures.ColorScale"/>; with the suffix _r reversed.</param>
/// <param name="Label">Label of the colour bar.</param>
/// <param name="IsLog">Whether equal ratios, instead of equal differences, are equally far apart in colour.</param>
/// <param name="Range">Values at the ends; null: those of the data, for a diverging scale symmetric about zero.</param>
public sealed record ColorMap(
    string ColorScale,
    string Label = "",
    bool IsLog = false,
    (double Low, double High)? Range = null
);
