using System.Numerics.Tensors;
using MlPhys.Numerics.Random;

namespace MlPhys.LocalLearning;

/// <summary>A fixed number of random partners for each neuron among the others of its layer.</summary>
internal sealed class SparseProjection : Projection
{
    private readonly int _partners;
    private readonly int[] _partner;
    private readonly Parameters _weights;
    private readonly float[] _gradient;

    /// <param name="neurons">Neurons of the layer.</param>
    /// <param name="partners">Partners of each.</param>
    /// <param name="adam">The optimiser.</param>
    /// <param name="random">Choice of partners; uniform start on plus or minus 1 / sqrt(neurons), as of a dense layer that was thinned.</param>
    public SparseProjection(int neurons, int partners, Adam adam, RandomStream random)
        : base(neurons, adam)
    {
        _partners = partners;
        _partner = new int[neurons * partners];
        _weights = new Parameters(neurons * partners);
        _gradient = new float[neurons * partners];
        var bound = 1 / Math.Sqrt(neurons);
        for (var n = 0; n < neurons; n++)
        {
            var chosen = random.ChooseWithoutReplacement(neurons - 1, partners);
            Array.Sort(chosen);
            for (var j = 0; j < partners; j++)
            {
                _partner[n * partners + j] = chosen[j] + (chosen[j] >= n ? 1 : 0);
                _weights.Values[n * partners + j] = (float)random.Uniform(-bound, bound);
            }
            Bias.Values[n] = (float)random.Uniform(-bound, bound);
        }
    }

    public override IEnumerable<(string Name, Parameters Value)> State => [.. base.State, ("weights", _weights)];

    protected override void AddInput(Activity input, float[] z, int first, int end, MatrixProduct product)
    {
        var samples = input.Samples;
        for (var n = first; n < end; n++)
        {
            var sum = z.AsSpan(n * samples, samples);
            for (var j = n * _partners; j < (n + 1) * _partners; j++)
                TensorPrimitives.MultiplyAdd(Row(input, _partner[j]), _weights.Values[j], sum, sum);
        }
    }

    protected override void LearnWeights(Activity input, float[] delta, int first, int end, MatrixProduct product)
    {
        var samples = input.Samples;
        for (var n = first; n < end; n++)
        {
            var slope = delta.AsSpan(n * samples, samples);
            for (var j = n * _partners; j < (n + 1) * _partners; j++)
                _gradient[j] = TensorPrimitives.Dot(Row(input, _partner[j]), slope);
        }
        Adam.Step(_weights, _gradient, first * _partners, end * _partners);
    }

    private static ReadOnlySpan<float> Row(Activity input, int unit) =>
        input.Values.AsSpan(unit * input.UnitStride, input.Samples);
}
