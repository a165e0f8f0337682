namespace MlPhys.Symmetries;

/// <summary>Curvature along a family of symmetry directions.</summary>
/// <param name="Place">Where the family acts.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsExact">Whether it leaves the function.</param>
/// <param name="Dimension">Of its span.</param>
/// <param name="MeanCurvature">tr(Q^T H Q) / dimension.</param>
/// <param name="RelativeToMean">The mean curvature over tr(H) / P.</param>
public sealed record GeneratorCurvature(
    string Place,
    GeneratorKind Kind,
    bool IsExact,
    int Dimension,
    double MeanCurvature,
    double RelativeToMean
);
