using System.Globalization;
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
            RequireKnownMembers(json);
            var file = JsonSerializer.Deserialize<PlanFile>(json, Reading)!;
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
                $"the plan is refused: {Reason(e)}; its axes are {string.Join(", ", Axes[..^1])}, beside {Axes[^1]}",
                e
            );
        }
    }

    private static string[] Axes { get; } = Members(typeof(PlanFile));

    private static string[] Members(Type type) =>
        [
            .. type.GetConstructors()
                .Single()
                .GetParameters()
                .Select(parameter => JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!)),
        ];

    /// <summary>What the reader says of itself is of no use to who wrote the plan: only the place is.</summary>
    private static string Reason(Exception e) =>
        e switch
        {
            JsonException { Path: { Length: > 1 } path } => $"{path[2..]} has a value that is not possible there",
            JsonException json => string.Create(
                CultureInfo.InvariantCulture,
                $"it is no JSON, first at line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}"
            ),
            _ => e.Message,
        };

    private static void RequireKnownMembers(string json)
    {
        using var plan = JsonDocument.Parse(
            json,
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
        );
        if (plan.RootElement.ValueKind != JsonValueKind.Object)
            throw new ArgumentException($"it is a JSON {plan.RootElement.ValueKind}, not an object");
        RequireKnown(plan.RootElement, Axes, "axis");
        if (!plan.RootElement.TryGetProperty("dataSets", out var sets) || sets.ValueKind == JsonValueKind.Null)
            throw new ArgumentException("it names no dataSets");
        if (plan.RootElement.TryGetProperty("settings", out var settings) && settings.ValueKind == JsonValueKind.Object)
            RequireKnown(settings, Members(typeof(RunSettings)), "setting");
    }

    private static void RequireKnown(JsonElement holder, string[] known, string kind)
    {
        foreach (var member in holder.EnumerateObject())
            if (!known.Contains(member.Name, StringComparer.Ordinal))
                throw new ArgumentException($"there is no {kind} '{member.Name}', expected {string.Join(", ", known)}");
    }

    private static JsonSerializerOptions Reading { get; } =
        new(ExperimentJson.Options) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
}
