using System.Text.Json;

namespace MlPhys.Scaling.Experiments;

/// <summary>A plan as it stands in a file.</summary>
internal sealed record PlanFile(
    string[] DataSets,
    string[]? Models = null,
    string[]? Parametrisations = null,
    int[]? Widths = null,
    int[]? Depths = null,
    int[]? Samples = null,
    int[]? Steps = null,
    double[]? Rates = null,
    long[]? Seeds = null,
    RunSettings? Settings = null
)
{
    public static PlanFile Of(ScalingExperiment plan) =>
        new(
            [.. plan.DataSets],
            [.. plan.Models],
            [.. plan.Parametrisations],
            [.. plan.Widths],
            [.. plan.Depths],
            [.. plan.Samples],
            [.. plan.Steps],
            [.. plan.Rates],
            [.. plan.Seeds],
            plan.Settings
        );

    public static ScalingExperiment Read(string json)
    {
        try
        {
            var file =
                JsonSerializer.Deserialize<PlanFile>(json, Reading)
                ?? throw new InvalidDataException("the plan is null");
            var plan = ScalingExperiment.On(file.DataSets);
            plan = file.Models is null ? plan : plan.WithModels(file.Models);
            plan = file.Parametrisations is null ? plan : plan.WithParametrisations(file.Parametrisations);
            plan = file.Widths is null ? plan : plan.WithWidths(file.Widths);
            plan = file.Depths is null ? plan : plan.WithDepths(file.Depths);
            plan = file.Samples is null ? plan : plan.WithSamples(file.Samples);
            plan = file.Steps is null ? plan : plan.WithSteps(file.Steps);
            plan = file.Rates is null ? plan : plan.WithRates(file.Rates);
            plan = file.Seeds is null ? plan : plan.WithSeeds(file.Seeds);
            plan = file.Settings is null ? plan : plan.WithSettings(file.Settings);
            plan.Plan();
            return plan;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException(
                $"the plan is refused: {e.Message}; its axes are dataSets, models, parametrisations, widths, depths, samples, steps, rates, seeds, beside settings",
                e
            );
        }
    }

    private static JsonSerializerOptions Reading { get; } =
        new(ExperimentJson.Options) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
}
