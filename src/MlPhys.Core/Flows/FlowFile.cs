using MlPhys.Runs;

namespace MlPhys.Flows;

/// <summary>Flows on disk: the architecture as a record, the parameters as one array.</summary>
internal static class FlowFile
{
    public const string Kind = "flow";
    private const string Array = "parameters";

    public static Checkpoint Of(Flow flow) =>
        Checkpoint.Empty.WithMetadata(flow.Record).With(Array, flow.AllParameters);

    public static (FlowRecord Record, double[] Parameters) Read(string path, string family)
    {
        var state = CheckpointFile.At(path, Kind).Load().State;
        var record = state.MetadataAs<FlowRecord>();
        return record.Family == family
            ? (record, state.Array(Array).As<double>())
            : throw new InvalidDataException($"'{path}' holds a flow of family '{record.Family}', expected '{family}'");
    }

    /// <summary>The flow with the parameters of the file.</summary>
    public static Flow Filled(Flow flow, double[] parameters, string path) =>
        flow.AllParameters.Length == parameters.Length
            ? flow.WithAll(parameters)
            : throw new InvalidDataException(
                $"'{path}' has {parameters.Length} parameters, its architecture {flow.AllParameters.Length}"
            );
}
