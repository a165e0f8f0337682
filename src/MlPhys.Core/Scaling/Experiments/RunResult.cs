using System.Collections.Immutable;
using System.Text.Json;

namespace MlPhys.Scaling.Experiments;

/// <summary>One finished or stopped run: one line of a results file.</summary>
/// <param name="Key">Key of the spec.</param>
/// <param name="Spec">What was run.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Version">Version of the code that computed it.</param>
/// <param name="Parameters">Weights and biases.</param>
/// <param name="ParametersWithoutReadout">Weights and biases without the readout's.</param>
/// <param name="Flop">Operations of training.</param>
/// <param name="FlopWithoutReadout">Operations of training without the readout's.</param>
/// <param name="Seconds">Seconds of its thread, measuring included.</param>
/// <param name="Measurements">From the start to the last step.</param>
public sealed record RunResult(
    string Key,
    RunSpec Spec,
    RunStatus Status,
    string Version,
    long Parameters,
    long ParametersWithoutReadout,
    double Flop,
    double FlopWithoutReadout,
    double Seconds,
    ImmutableArray<RunMeasurement> Measurements
)
{
    /// <summary>Version of what the runs compute; it changes when their numbers do.</summary>
    public const string CodeVersion = "1";

    /// <summary>Whether the run need not be done again.</summary>
    public bool IsFinished => Status != RunStatus.Cancelled;

    /// <summary>The measurement at the end.</summary>
    public RunMeasurement Last => Measurements[^1];

    internal string ToLine() => JsonSerializer.Serialize(this, ExperimentJson.Options) + "\n";

    /// <summary>Reads a line; null for one that is no result, such as a line torn by a killed process.</summary>
    internal static RunResult? FromLine(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<RunResult>(line, ExperimentJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
