using System.Text.Json;
using MlPhys.Files;

namespace MlPhys.Data;

/// <summary>Reads CIFAR-10 images (Krizhevsky 2009): 32 x 32 pixels in three colours, ten classes.</summary>
public static class Cifar10
{
    private const int Planes = 3;
    private const int Side = 32;
    private const int ImageSize = Planes * Side * Side;
    private const int RecordSize = 1 + ImageSize;

    /// <summary>Names of the classes by label.</summary>
    public static IReadOnlyList<string> Classes { get; } =
    ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>Reads batches in the binary version: for each image its label and its red, green and blue planes.</summary>
    /// <param name="paths">Files such as data_batch_1.bin, in order.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A length is no multiple of 3073 bytes, or a label is above 9.</exception>
    public static LabelledImages ReadBinary(params string[] paths) =>
        Parse(string.Join(", ", paths), [.. paths.Select(ReadAll)]);

    /// <summary>Reads one batch drawn as a PNG image: one image a row, its pixels row by row.</summary>
    /// <param name="pngPath">PNG image of 1024 columns, 8-bit red, green and blue.</param>
    /// <param name="labelsPath">JSON array of labels.</param>
    /// <param name="firstLabel">The place in the array of the first image's label.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The image is damaged or of another size, or labels are missing.</exception>
    public static LabelledImages ReadPng(string pngPath, string labelsPath, int firstLabel = 0) =>
        Parse(pngPath, [Repack(ReadAll(pngPath), ReadAll(labelsPath), firstLabel, pngPath)]);

    internal static LabelledImages Parse(string source, byte[][] batches)
    {
        foreach (var batch in batches)
            if (batch.Length == 0 || batch.Length % RecordSize != 0)
                throw new InvalidDataException(
                    $"CIFAR-10 batch '{source}': {batch.Length} bytes, expected a multiple of {RecordSize}"
                );
        var count = batches.Sum(batch => batch.Length / RecordSize);
        var (pixels, labels) = (new byte[count * ImageSize], new byte[count]);
        var image = 0;
        foreach (var batch in batches)
            for (var at = 0; at < batch.Length; at += RecordSize, image++)
            {
                labels[image] = batch[at];
                batch.AsSpan(at + 1, ImageSize).CopyTo(pixels.AsSpan(image * ImageSize));
            }
        return LabelledImages.Checked($"CIFAR-10 batch '{source}'", (Planes, Side, Side), pixels, labels, Classes);
    }

    /// <summary>Turns a PNG batch and its labels into a binary batch.</summary>
    internal static byte[] Repack(byte[] png, byte[] labelsJson, int firstLabel, string source)
    {
        var image = Png.Read(png, $"CIFAR-10 batch '{source}'");
        if (image is not { Width: Side * Side, Channels: Planes })
            throw new InvalidDataException(
                $"CIFAR-10 batch '{source}': {image.Width} columns of {image.Channels} channels, expected {Side * Side} of {Planes}"
            );
        var labels = Labels(labelsJson, source);
        if (firstLabel < 0 || labels.Length < firstLabel + image.Height)
            throw new InvalidDataException(
                $"CIFAR-10 batch '{source}': {labels.Length} labels, images {firstLabel} to {firstLabel + image.Height - 1} need one each"
            );
        var batch = new byte[image.Height * RecordSize];
        for (var row = 0; row < image.Height; row++)
        {
            var target = batch.AsSpan(row * RecordSize, RecordSize);
            target[0] = labels[firstLabel + row];
            Separate(image.Pixels.AsSpan(row * ImageSize, ImageSize), target[1..]);
        }
        return batch;
    }

    private static void Separate(ReadOnlySpan<byte> interleaved, Span<byte> planes)
    {
        for (var pixel = 0; pixel < Side * Side; pixel++)
        for (var plane = 0; plane < Planes; plane++)
            planes[plane * Side * Side + pixel] = interleaved[pixel * Planes + plane];
    }

    private static byte[] Labels(byte[] json, string source)
    {
        try
        {
            return [.. (JsonSerializer.Deserialize<int[]>(json) ?? []).Select(label => checked((byte)label))];
        }
        catch (Exception e) when (e is JsonException or OverflowException)
        {
            throw new InvalidDataException($"labels of CIFAR-10 batch '{source}': {e.Message}", e);
        }
    }

    private static byte[] ReadAll(string path)
    {
        using var file = InputFile.Open(path);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
