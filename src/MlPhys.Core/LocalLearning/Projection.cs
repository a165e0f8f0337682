using System.Numerics.Tensors;

namespace MlPhys.LocalLearning;

/// <summary>The weights from one source to all neurons of a layer.</summary>
/// <param name="neurons">Neurons of the layer.</param>
/// <param name="adam">The optimiser.</param>
/// <param name="hasBias">Whether a bias is learned; without one it stays at zero.</param>
internal abstract class Projection(int neurons, Adam adam, bool hasBias = true)
{
    private readonly float[] _biasGradient = new float[neurons];

    public int Neurons { get; } = neurons;

    public Parameters Bias { get; } = new(neurons);

    protected Adam Adam { get; } = adam;

    /// <summary>Everything that learning changes, by name.</summary>
    public virtual IEnumerable<(string Name, Parameters Value)> State => [("bias", Bias)];

    /// <summary>Summed inputs of some neurons, rows of z.</summary>
    /// <param name="input">What the source does; null: nothing, the bias remains.</param>
    /// <param name="z">Result [neuron * samples + sample].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="first">First neuron.</param>
    /// <param name="end">Neuron after the last.</param>
    /// <param name="product">Workspace of the thread.</param>
    public void Forward(Activity? input, float[] z, int samples, int first, int end, MatrixProduct product)
    {
        for (var n = first; n < end; n++)
            z.AsSpan(n * samples, samples).Fill(Bias.Values[n]);
        if (input is { } active)
            AddInput(active, z, first, end, product);
    }

    /// <summary>One step up the gradient dG/dz of some neurons; a source that did nothing teaches the bias only.</summary>
    public void Learn(Activity? input, int samples, float[] delta, int first, int end, MatrixProduct product)
    {
        for (var n = first; hasBias && n < end; n++)
            _biasGradient[n] = TensorPrimitives.Sum(delta.AsSpan(n * samples, samples));
        if (hasBias)
            Adam.Step(Bias, _biasGradient, first, end);
        if (input is { } active)
            LearnWeights(active, delta, first, end, product);
    }

    protected abstract void AddInput(Activity input, float[] z, int first, int end, MatrixProduct product);

    protected abstract void LearnWeights(Activity input, float[] delta, int first, int end, MatrixProduct product);
}
