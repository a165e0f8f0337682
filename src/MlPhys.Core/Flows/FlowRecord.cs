using System.Text.Json.Serialization;

namespace MlPhys.Flows;

/// <summary>The architecture of a flow as it stands in a file.</summary>
internal sealed record FlowRecord
{
    public required string Family { get; init; }
    public int Dimension { get; init; }
    public int Context { get; init; }
    public double[] Mean { get; init; } = [];
    public double[] Deviation { get; init; } = [];
    public double? DegreesOfFreedom { get; init; }
    public double[] Scales { get; init; } = [];
    public FlowStep[] Steps { get; init; } = [];
    public FlowRecord[] Components { get; init; } = [];
    public long Seed { get; init; }

    [JsonIgnore]
    public BaseDensity Base =>
        DegreesOfFreedom is { } nu ? BaseDensity.StudentT(nu, Scales) : BaseDensity.Gaussian(Scales);

    public FlowRecord With(BaseDensity density) =>
        this with
        {
            DegreesOfFreedom = density.IsGaussian ? null : density.DegreesOfFreedom,
            Scales = [.. density.Scales],
        };
}

/// <summary>One map of a flow, or several alike.</summary>
internal sealed record FlowStep(
    string Kind,
    int Count = 1,
    int Width = 0,
    int Depth = 0,
    string Unit = "Elu",
    int Bins = 0,
    double HalfWidth = 0
);
