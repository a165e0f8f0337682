using MlPhys.Figures.Scales;

namespace MlPhys.Figures.Layout;

/// <summary>A trace with what the panel decides for it.</summary>
/// <param name="Trace">The trace.</param>
/// <param name="Hue">Index in the palette; -1: a colour of its own.</param>
/// <param name="Color">Colour on a light page.</param>
/// <param name="Symbol">Shape of its points.</param>
/// <param name="Colors">Its map from values to colours, where it has one.</param>
/// <param name="Bars">Its bars in data units, where it has some.</param>
internal sealed record Series(
    Trace Trace,
    int Hue,
    string Color,
    MarkerSymbol Symbol,
    ColorAxis? Colors,
    IReadOnlyList<Bar> Bars
);

/// <summary>One bar in data units; NaN error: none.</summary>
internal readonly record struct Bar(double Left, double Right, double From, double To, double Error);
