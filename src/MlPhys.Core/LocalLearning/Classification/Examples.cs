using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MlPhys.Data;

namespace MlPhys.LocalLearning;

/// <summary>Inputs with their classes.</summary>
internal sealed class Examples
{
    private Examples(float[] inputs, int[] shape, int[] labels, int classes) =>
        (Inputs, Shape, Labels, Classes) = (inputs, shape, labels, classes);

    /// <summary>Inputs [example * Size + feature].</summary>
    public float[] Inputs { get; }

    /// <summary>Channels, height and width of an input.</summary>
    public int[] Shape { get; }

    /// <summary>Numbers in one input.</summary>
    public int Size => Shape[0] * Shape[1] * Shape[2];

    public int[] Labels { get; }

    public int Classes { get; }

    public int Count => Labels.Length;

    public static Examples Of(LabelledImages images) =>
        images.Count > 0
            ? new Examples(
                images.ToFloats(),
                [images.Channels, images.Height, images.Width],
                Array.ConvertAll(images.Labels, label => (int)label),
                images.Classes.Count
            )
            : throw new ArgumentException("expected at least one image, found none", nameof(images));

    public static Examples Of(float[,] x, int[] labels, int classes)
    {
        if (x.GetLength(0) != labels.Length || labels.Length == 0)
            throw new ArgumentException($"{x.GetLength(0)} inputs but {labels.Length} labels", nameof(labels));
        if (Array.FindIndex(labels, label => label < 0 || label >= classes) is >= 0 and var bad)
            throw new ArgumentException(
                $"label {labels[bad]} of example {bad} is out of range, expected 0 to {classes - 1}",
                nameof(labels)
            );
        var inputs = x.Cast<float>().ToArray();
        if (Array.FindIndex(inputs, value => !float.IsFinite(value)) is >= 0 and var at)
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"x is {inputs[at]} at example {at / x.GetLength(1)}, feature {at % x.GetLength(1)}, expected finite numbers"
                ),
                nameof(x)
            );
        return new Examples(inputs, [1, 1, x.GetLength(1)], labels, classes);
    }

    /// <summary>Mean and standard deviation over all numbers of all inputs.</summary>
    public (double Mean, double Deviation) Moments()
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var value in Inputs)
        {
            sum += value;
            squares += (double)value * value;
        }
        var mean = sum / Inputs.Length;
        return (mean, Math.Sqrt(Math.Max(squares / Inputs.Length - mean * mean, 1e-12)));
    }

    /// <summary>A part of the examples.</summary>
    public Examples Range(int first, int end) =>
        new(Inputs[(first * Size)..(end * Size)], Shape, Labels[first..end], Classes);

    /// <summary>Some examples as a batch, standardised.</summary>
    public Batch Gather(ReadOnlySpan<int> indices, double mean, double deviation)
    {
        var inputs = new float[indices.Length * Size];
        var labels = new int[indices.Length];
        var (shift, scale) = ((float)mean, (float)(1 / deviation));
        for (var b = 0; b < indices.Length; b++)
        {
            var from = Inputs.AsSpan(indices[b] * Size, Size);
            var to = inputs.AsSpan(b * Size, Size);
            for (var i = 0; i < Size; i++)
                to[i] = (from[i] - shift) * scale;
            labels[b] = Labels[indices[b]];
        }
        return new Batch(Activity.BySample(inputs, Size, indices.Length), labels, Classes);
    }

    /// <summary>A digest of all inputs and labels.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(Inputs.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(Labels.AsSpan()));
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
