using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using MlPhys.Data;
using MlPhys.Files;

namespace MlPhys.Runs;

/// <summary>What a checkpoint belongs to.</summary>
internal sealed record CheckpointIdentity(string Kind, string Fingerprint);

/// <summary>What lies at the path of a checkpoint.</summary>
internal enum CheckpointVerdict
{
    Missing,
    Good,
    Torn,
    Foreign,
}

/// <summary>
/// The bytes of a checkpoint: magic (8), version (4), length of the manifest (4), length of the rest (8), SHA-256 of the rest (32); then the rest: a
/// manifest in JSON and the arrays as NPY, one after another. Numbers are little-endian.
/// </summary>
internal static class CheckpointFormat
{
    private const int Version = 1;
    private const int HeaderBytes = 56;

    private static ReadOnlySpan<byte> Magic => "MLPHYSCP"u8;

    private sealed record Manifest(string Kind, string Fingerprint, string Metadata, string[] Names, long[] Lengths);

    private sealed record Header(int ManifestBytes, long RestBytes, byte[] Hash);

    public static void Write(Stream stream, CheckpointIdentity identity, Checkpoint state)
    {
        stream.SetLength(0);
        stream.Position = HeaderBytes;
        var manifest = JsonSerializer.SerializeToUtf8Bytes(
            new Manifest(
                identity.Kind,
                identity.Fingerprint,
                state.Metadata,
                [.. state.Arrays.Keys],
                [.. state.Arrays.Values.Select(Npy.FileBytes)]
            )
        );
        stream.Write(manifest);
        foreach (var array in state.Arrays.Values)
            Npy.Write(stream, array);
        var header = new byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), manifest.Length);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), stream.Length - HeaderBytes);
        stream.Position = HeaderBytes;
        SHA256.HashData(stream).CopyTo(header, 24);
        stream.Position = 0;
        stream.Write(header);
    }

    /// <exception cref="CheckpointRefusedException">The file is torn, damaged or foreign; says what was found and expected.</exception>
    public static Checkpoint Read(string path, CheckpointIdentity expected)
    {
        using var stream = InputFile.Open(path);
        var header = ReadHeader(stream, path);
        CheckWhole(stream, header, path);
        var hash = SHA256.HashData(stream);
        if (!hash.AsSpan().SequenceEqual(header.Hash))
            throw CheckpointRefusedException.Torn(
                $"checkpoint '{path}' is damaged: SHA-256 {Convert.ToHexStringLower(hash)}, expected {Convert.ToHexStringLower(header.Hash)}"
            );
        stream.Position = HeaderBytes;
        var manifest = ReadManifest(stream, header, expected, path);
        var arrays = manifest
            .Names.Zip(manifest.Lengths)
            .ToImmutableSortedDictionary(
                pair => pair.First,
                pair => ReadArray(stream, pair.Second, $"array '{pair.First}' of checkpoint '{path}'"),
                StringComparer.Ordinal
            );
        return new Checkpoint(arrays, manifest.Metadata);
    }

    /// <summary>What lies at a path, from header, manifest and length; the arrays are not read.</summary>
    public static (CheckpointVerdict Verdict, string Reason) Inspect(string path, CheckpointIdentity expected)
    {
        if (!File.Exists(path))
            return (CheckpointVerdict.Missing, "");
        try
        {
            using var stream = InputFile.Open(path);
            var header = ReadHeader(stream, path);
            CheckWhole(stream, header, path);
            ReadManifest(stream, header, expected, path);
            return (CheckpointVerdict.Good, "");
        }
        catch (CheckpointRefusedException e)
        {
            return (e.Verdict, e.Message);
        }
    }

    private static Header ReadHeader(FileStream stream, string path)
    {
        var bytes = new byte[HeaderBytes];
        var found = stream.ReadAtLeast(bytes, HeaderBytes, throwOnEndOfStream: false);
        var magic = bytes.AsSpan(0, Math.Min(found, Magic.Length));
        if (!Magic.StartsWith(magic))
            throw CheckpointRefusedException.Foreign(
                $"'{path}' is no checkpoint: it starts with {Convert.ToHexString(magic)}, expected {Convert.ToHexString(Magic)}"
            );
        if (found < HeaderBytes)
            throw CheckpointRefusedException.Torn(
                $"checkpoint '{path}' is torn: {found} bytes, the header alone has {HeaderBytes}"
            );
        var version = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        return version == Version
            ? new Header(
                BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12)),
                BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16)),
                bytes[24..]
            )
            : throw CheckpointRefusedException.Foreign(
                $"checkpoint '{path}' has format version {version}, expected {Version}"
            );
    }

    private static void CheckWhole(FileStream stream, Header header, string path)
    {
        var rest = stream.Length - HeaderBytes;
        if (rest != header.RestBytes || header.ManifestBytes < 0 || header.ManifestBytes > rest)
            throw CheckpointRefusedException.Torn(
                $"checkpoint '{path}' is torn: {rest} bytes after the header, expected {header.RestBytes}"
            );
    }

    private static Manifest ReadManifest(FileStream stream, Header header, CheckpointIdentity expected, string path)
    {
        var bytes = new byte[header.ManifestBytes];
        stream.ReadExactly(bytes);
        var manifest = Parsed(bytes, path);
        var found = new CheckpointIdentity(manifest.Kind, manifest.Fingerprint);
        return found == expected
            ? manifest
            : throw CheckpointRefusedException.Foreign(
                $"checkpoint '{path}' is of kind '{found.Kind}' with fingerprint '{found.Fingerprint}', expected kind '{expected.Kind}' with fingerprint '{expected.Fingerprint}'"
            );
    }

    private static Manifest Parsed(byte[] bytes, string path)
    {
        try
        {
            if (JsonSerializer.Deserialize<Manifest>(bytes) is { } manifest)
                return manifest;
            throw CheckpointRefusedException.Torn($"checkpoint '{path}' is damaged: its manifest is null");
        }
        catch (JsonException e)
        {
            throw CheckpointRefusedException.Torn($"checkpoint '{path}' is damaged: {e.Message}", e);
        }
    }

    private static NdArray ReadArray(FileStream stream, long length, string source) =>
        Npy.Read(stream, stream.Position + length, source);
}
