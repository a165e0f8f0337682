namespace MlPhys.Figures;

/// <summary>A text at a place in data units.</summary>
public sealed record Annotation(double X, double Y, string Text);
