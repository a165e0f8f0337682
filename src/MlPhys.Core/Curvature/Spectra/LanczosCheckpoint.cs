using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MlPhys.Curvature.Operators;
using MlPhys.Runs;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Spectra;

/// <summary>The checkpoint of a Lanczos run, which fits only an operator whose product with the start vectors has the same bits.</summary>
internal sealed class LanczosCheckpoint
{
    /// <summary>Saving takes at most this share of a run.</summary>
    private const double Share = 0.05;

    private readonly CheckpointFile file;
    private readonly Stopwatch sinceSaved = Stopwatch.StartNew();
    private TimeSpan cost;

    private LanczosCheckpoint(CheckpointFile file) => this.file = file;

    /// <summary>The checkpoint at a path; null where the path is empty.</summary>
    public static LanczosCheckpoint? At(
        string path,
        string kind,
        FormattableString settings,
        LinearOperator map,
        Tensor starts
    )
    {
        if (path.Length == 0)
            return null;
        using var scope = NewDisposeScope();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant(settings)));
        foreach (var tensor in new[] { starts, map.Multiply(starts.contiguous()) })
            hash.AppendData(MemoryMarshal.AsBytes(OperatorTensors.ToArray(tensor.reshape(-1)).AsSpan()));
        return new(CheckpointFile.At(path, kind, Convert.ToHexStringLower(hash.GetHashAndReset())));
    }

    /// <summary>What was saved; null where nothing was.</summary>
    public Checkpoint? Load() => file.Exists ? file.Load().State : null;

    /// <summary>Saves a state if it is the last one or saving has become cheap beside the time since.</summary>
    public void Save(Func<Checkpoint> state, bool isLast)
    {
        if (!isLast && sinceSaved.Elapsed * Share < cost)
            return;
        var start = sinceSaved.Elapsed;
        file.Save(state());
        cost = sinceSaved.Elapsed - start;
        sinceSaved.Restart();
    }
}
