using System.Globalization;

namespace MlPhys.Data;

/// <summary>Images with their classes.</summary>
/// <param name="Count">Number of images.</param>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Pixels">Grey values 0 to 255 in C order of (Count, Channels, Height, Width).</param>
/// <param name="Labels">Class of each image, counted from 0.</param>
/// <param name="Classes">Names of the classes.</param>
public sealed record LabelledImages(
    int Count,
    int Channels,
    int Height,
    int Width,
    byte[] Pixels,
    byte[] Labels,
    IReadOnlyList<string> Classes
)
{
    /// <summary>Numbers in one image: Channels x Height x Width.</summary>
    public int ImageSize => Channels * Height * Width;

    /// <summary>One image with values from 0 to 1, in C order of (Channels, Height, Width).</summary>
    /// <param name="index">Image, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public float[] Image(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return Scaled(Pixels.AsSpan(index * ImageSize, ImageSize));
    }

    /// <summary>All images with values from 0 to 1, in C order of (Count, Channels, Height, Width).</summary>
    public float[] ToFloats() => Scaled(Pixels);

    /// <summary>The first images.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public LabelledImages Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return this with { Count = count, Pixels = Pixels[..(count * ImageSize)], Labels = Labels[..count] };
    }

    /// <summary>All images but the first.</summary>
    /// <param name="count">How many are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public LabelledImages Skip(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return this with { Count = Count - count, Pixels = Pixels[(count * ImageSize)..], Labels = Labels[count..] };
    }

    /// <summary>Number of images in each class.</summary>
    public int[] ClassCounts()
    {
        var counts = new int[Classes.Count];
        foreach (var label in Labels)
            counts[label]++;
        return counts;
    }

    /// <summary>Number and size in short.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Count} images of {Channels} x {Height} x {Width} in {Classes.Count} classes"
        );

    /// <summary>Puts images and labels together after checking that they fit.</summary>
    internal static LabelledImages Checked(
        string source,
        (int Channels, int Height, int Width) size,
        byte[] pixels,
        byte[] labels,
        IReadOnlyList<string> classes
    )
    {
        var imageSize = size.Channels * size.Height * size.Width;
        if (pixels.Length != (long)labels.Length * imageSize)
            throw new InvalidDataException($"{source}: {pixels.Length / imageSize} images but {labels.Length} labels");
        if (Array.FindIndex(labels, label => label >= classes.Count) is >= 0 and var bad)
            throw new InvalidDataException(
                $"{source}: label {labels[bad]} of image {bad}, expected 0 to {classes.Count - 1}"
            );
        return new LabelledImages(labels.Length, size.Channels, size.Height, size.Width, pixels, labels, classes);
    }

    private static float[] Scaled(ReadOnlySpan<byte> pixels)
    {
        var values = new float[pixels.Length];
        for (var at = 0; at < values.Length; at++)
            values[at] = pixels[at] / 255f;
        return values;
    }
}
