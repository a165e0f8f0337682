using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MlPhys.Flows;

public sealed partial record FlowTraining
{
    /// <summary>A hash of everything that the bits of the result depend on.</summary>
    private string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var settings = FormattableString.Invariant(
            $"{BatchSize} {Epochs} {Rate:R} {Patience} {Seed} {IsDouble} {Augmentation is not null}"
        );
        hash.AppendData(Encoding.UTF8.GetBytes(settings + JsonSerializer.Serialize(Flow.Record)));
        if (Moments.Length > 0)
            hash.AppendData(Encoding.UTF8.GetBytes($"{MomentStrength:R} {JsonSerializer.Serialize(Moments)}"));
        hash.AppendData(MemoryMarshal.AsBytes<double>(Flow.AllParameters));
        hash.AppendData(Bytes(TrainingData));
        hash.AppendData(Bytes(HeldOutData));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static ReadOnlySpan<byte> Bytes(double[,] numbers) =>
        MemoryMarshal.CreateReadOnlySpan(
            ref MemoryMarshal.GetArrayDataReference(numbers),
            numbers.Length * sizeof(double)
        );
}
