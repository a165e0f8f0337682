namespace MlPhys.Runs;

/// <summary>A file that is no good checkpoint of the one who asks: torn (it may be overwritten) or foreign (it may not).</summary>
internal sealed class CheckpointRefusedException(string message, CheckpointVerdict verdict, Exception? inner = null)
    : Exception(message, inner)
{
    public CheckpointVerdict Verdict => verdict;

    public static CheckpointRefusedException Torn(string message, Exception? inner = null) =>
        new(message, CheckpointVerdict.Torn, inner);

    public static CheckpointRefusedException Foreign(string message) => new(message, CheckpointVerdict.Foreign);
}
