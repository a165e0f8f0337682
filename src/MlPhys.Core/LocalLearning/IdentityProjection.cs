using MlPhys.Numerics.Random;

namespace MlPhys.LocalLearning;

/// <summary>Unit n of the source to neuron n with weight one, which stays; only the bias learns. The label of an output neuron.</summary>
internal sealed class IdentityProjection : Projection
{
    /// <param name="neurons">Neurons of the layer and units of the source.</param>
    /// <param name="adam">The optimiser.</param>
    /// <param name="random">Uniform start of the biases on plus or minus 1 / sqrt(neurons).</param>
    public IdentityProjection(int neurons, Adam adam, RandomStream random)
        : base(neurons, adam)
    {
        var bound = 1 / Math.Sqrt(neurons);
        for (var n = 0; n < neurons; n++)
            Bias.Values[n] = (float)random.Uniform(-bound, bound);
    }

    protected override void AddInput(Activity input, float[] z, int first, int end, MatrixProduct product)
    {
        for (var n = first; n < end; n++)
        for (var b = 0; b < input.Samples; b++)
            z[n * input.Samples + b] += input.Values[n * input.UnitStride + b * input.SampleStride];
    }

    protected override void LearnWeights(Activity input, float[] delta, int first, int end, MatrixProduct product) { }
}
