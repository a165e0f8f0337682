namespace MlPhys.Figures;

/// <summary>One axis of a panel.</summary>
/// <param name="Label">Label, Unicode with simple LaTeX-like marks (x_1, 10^3, \alpha).</param>
/// <param name="IsLog">Whether the scale is logarithmic (base 10).</param>
/// <param name="Range">Shown range in data units; null: chosen from the data.</param>
public sealed record Axis(string Label = "", bool IsLog = false, (double Low, double High)? Range = null)
{
    /// <summary>Whether values grow leftwards or downwards, as rows of an image do.</summary>
    public bool IsReversed { get; init; }
}
