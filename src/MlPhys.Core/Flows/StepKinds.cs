namespace MlPhys.Flows;

/// <summary>Names of the maps in files.</summary>
internal static class StepKinds
{
    public const string Affine = "affine coupling";
    public const string Sequential = "sequential coupling";
    public const string Spline = "spline coupling";
    public const string Autoregressive = "masked autoregressive";
    public const string Permutation = "permutation";
    public const string Rotation = "rotation";
    public const string Continuous = "continuous";
}
