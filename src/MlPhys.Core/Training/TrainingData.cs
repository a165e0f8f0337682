namespace MlPhys.Training;

/// <summary>Inputs with their targets in single precision, checked once.</summary>
public sealed class TrainingData
{
    private readonly float[] inputs;
    private readonly float[] targets;

    private TrainingData(int samples, int dimension, int outputs, float[] inputs, float[] targets)
    {
        (Samples, Dimension, Outputs) = (samples, dimension, outputs);
        (this.inputs, this.targets) = (inputs, targets);
    }

    /// <summary>Number of samples.</summary>
    public int Samples { get; }

    /// <summary>Numbers in one input.</summary>
    public int Dimension { get; }

    /// <summary>Numbers in one target.</summary>
    public int Outputs { get; }

    /// <summary>Length of a stored input, padded with zeros.</summary>
    internal int Stride => BlockProduct.Padded(Dimension);

    /// <summary>Inputs with real targets.</summary>
    /// <param name="inputs">[samples, dimension].</param>
    /// <param name="targets">[samples, outputs].</param>
    /// <exception cref="ArgumentException">No samples, numbers of samples differ, or a value is not finite.</exception>
    public static TrainingData Of(float[,] inputs, float[,] targets)
    {
        var (samples, dimension, outputs) = (inputs.GetLength(0), inputs.GetLength(1), targets.GetLength(1));
        if (samples == 0 || dimension == 0 || outputs == 0)
            throw new ArgumentException($"inputs are {samples} x {dimension}; neither may be 0", nameof(inputs));
        if (targets.GetLength(0) != samples)
            throw new ArgumentException(
                $"targets have {targets.GetLength(0)} rows; inputs have {samples}",
                nameof(targets)
            );
        RequireFinite(inputs, nameof(inputs));
        RequireFinite(targets, nameof(targets));
        var stride = BlockProduct.Padded(dimension);
        var stored = new float[samples * stride];
        var wanted = new float[samples * outputs];
        Buffer.BlockCopy(targets, 0, wanted, 0, sizeof(float) * wanted.Length);
        for (var n = 0; n < samples; n++)
            Buffer.BlockCopy(
                inputs,
                sizeof(float) * n * dimension,
                stored,
                sizeof(float) * n * stride,
                sizeof(float) * dimension
            );
        return new TrainingData(samples, dimension, outputs, stored, wanted);
    }

    /// <summary>Inputs with classes, one output for each class.</summary>
    /// <param name="inputs">[samples, dimension].</param>
    /// <param name="labels">Class of each sample, from 0.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a label is no class.</exception>
    public static TrainingData OfClasses(float[,] inputs, int[] labels, int classes)
    {
        if (Array.FindIndex(labels, label => label < 0 || label >= classes) is var bad and >= 0)
            throw new ArgumentException(
                $"label {labels[bad]} of sample {bad}; expected 0 to {classes - 1}",
                nameof(labels)
            );
        var oneHot = new float[labels.Length, classes];
        for (var n = 0; n < labels.Length; n++)
            oneHot[n, labels[n]] = 1;
        return Of(inputs, oneHot);
    }

    /// <summary>The first samples.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">None, or more than there are.</exception>
    public TrainingData Take(int count) => Pick([.. Enumerable.Range(0, InRange(count))]);

    /// <summary>The samples of the given indices, in their order.</summary>
    /// <param name="indices">Samples, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">None, or an index that is no sample.</exception>
    public TrainingData Pick(int[] indices)
    {
        InRange(indices.Length == 0 ? 0 : 1);
        var (picked, wanted) = (new float[indices.Length * Stride], new float[indices.Length * Outputs]);
        for (var n = 0; n < indices.Length; n++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)indices[n], (uint)Samples, nameof(indices));
            Input(indices[n]).CopyTo(picked.AsSpan(n * Stride));
            Target(indices[n]).CopyTo(wanted.AsSpan(n * Outputs));
        }
        return new TrainingData(indices.Length, Dimension, Outputs, picked, wanted);
    }

    /// <summary>The inputs [samples, dimension].</summary>
    public float[,] ToInputs()
    {
        var rows = new float[Samples, Dimension];
        for (var n = 0; n < Samples; n++)
            Buffer.BlockCopy(
                inputs,
                sizeof(float) * n * Stride,
                rows,
                sizeof(float) * n * Dimension,
                sizeof(float) * Dimension
            );
        return rows;
    }

    /// <summary>The targets [samples, outputs].</summary>
    public float[,] ToTargets()
    {
        var rows = new float[Samples, Outputs];
        Buffer.BlockCopy(targets, 0, rows, 0, sizeof(float) * targets.Length);
        return rows;
    }

    /// <summary>The padded input of a sample.</summary>
    internal ReadOnlySpan<float> Input(int sample) => inputs.AsSpan(sample * Stride, Stride);

    /// <summary>The target of a sample.</summary>
    internal ReadOnlySpan<float> Target(int sample) => targets.AsSpan(sample * Outputs, Outputs);

    private int InRange(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Samples);
        return count;
    }

    private static void RequireFinite(float[,] values, string name)
    {
        for (var i = 0; i < values.GetLength(0); i++)
        for (var j = 0; j < values.GetLength(1); j++)
            if (!float.IsFinite(values[i, j]))
                throw new ArgumentException($"{name}[{i}, {j}] is {values[i, j]}; entries must be finite", name);
    }
}
