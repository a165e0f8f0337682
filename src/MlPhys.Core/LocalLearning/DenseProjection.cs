using MlPhys.Numerics.Random;

namespace MlPhys.LocalLearning;

/// <summary>Every unit of the source to every neuron; between the neurons of one layer without self-connections.</summary>
internal sealed class DenseProjection : Projection
{
    private readonly bool _isLateral;
    private readonly int _units;
    private readonly Parameters _weights;
    private readonly float[] _gradient;

    /// <param name="neurons">Neurons of the layer.</param>
    /// <param name="units">Units of the source.</param>
    /// <param name="isLateral">Whether the source is the layer itself.</param>
    /// <param name="adam">The optimiser.</param>
    /// <param name="random">Uniform start on plus or minus 1 / sqrt(units) for weights and biases.</param>
    /// <param name="scale">Factor of the start of the weights.</param>
    /// <param name="hasBias">Whether a bias is learned.</param>
    public DenseProjection(
        int neurons,
        int units,
        bool isLateral,
        Adam adam,
        RandomStream random,
        double scale = 1,
        bool hasBias = true
    )
        : base(neurons, adam, hasBias)
    {
        (_units, _isLateral) = (units, isLateral);
        _weights = new Parameters(neurons * units);
        _gradient = new float[neurons * units];
        var bound = 1 / Math.Sqrt(units);
        for (var i = 0; i < _weights.Values.Length; i++)
            _weights.Values[i] = (float)(scale * random.Uniform(-bound, bound));
        for (var n = 0; hasBias && n < neurons; n++)
            Bias.Values[n] = (float)random.Uniform(-bound, bound);
        for (var n = 0; isLateral && n < neurons; n++)
            _weights.Values[n * units + n] = 0;
    }

    /// <summary>The weights, one row a neuron.</summary>
    public ReadOnlySpan<float> Weights => _weights.Values;

    public override IEnumerable<(string Name, Parameters Value)> State => [.. base.State, ("weights", _weights)];

    protected override void AddInput(Activity input, float[] z, int first, int end, MatrixProduct product) =>
        product.Add(
            _weights.Values,
            _units,
            input.Values,
            input.UnitStride,
            input.SampleStride,
            z,
            input.Samples,
            first,
            end
        );

    protected override void LearnWeights(Activity input, float[] delta, int first, int end, MatrixProduct product)
    {
        _gradient.AsSpan(first * _units, (end - first) * _units).Clear();
        product.Add(
            delta,
            input.Samples,
            input.Values,
            input.SampleStride,
            input.UnitStride,
            _gradient,
            _units,
            first,
            end
        );
        for (var n = first; _isLateral && n < end; n++)
            _gradient[n * _units + n] = 0;
        Adam.Step(_weights, _gradient, first * _units, end * _units);
    }
}
