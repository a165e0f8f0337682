using MlPhys.Numerics.Random;

namespace MlPhys.LocalLearning;

/// <summary>Unit n of the source to neuron n with a fixed weight: the label of an output neuron, the pattern of a memory.</summary>
internal sealed class IdentityProjection : Projection
{
    private readonly float _weight;

    /// <summary>With weight one and a bias that learns.</summary>
    /// <param name="neurons">Neurons of the layer and units of the source.</param>
    /// <param name="adam">The optimiser.</param>
    /// <param name="random">Uniform start of the biases on plus or minus 1 / sqrt(neurons).</param>
    public IdentityProjection(int neurons, Adam adam, RandomStream random)
        : base(neurons, adam)
    {
        _weight = 1;
        var bound = 1 / Math.Sqrt(neurons);
        for (var n = 0; n < neurons; n++)
            Bias.Values[n] = (float)random.Uniform(-bound, bound);
    }

    /// <summary>With a weight of one's own and no bias: nothing learns.</summary>
    public IdentityProjection(int neurons, double weight, Adam adam)
        : base(neurons, adam, hasBias: false) => _weight = (float)weight;

    protected override void AddInput(Activity input, float[] z, int first, int end, MatrixProduct product)
    {
        for (var n = first; n < end; n++)
        for (var b = 0; b < input.Samples; b++)
            z[n * input.Samples + b] += _weight * input.Values[n * input.UnitStride + b * input.SampleStride];
    }

    protected override void LearnWeights(Activity input, float[] delta, int first, int end, MatrixProduct product) { }
}
