using MlPhys.Numerics.Random;
using MlPhys.Runs;

namespace MlPhys.LocalLearning;

/// <summary>Input, rectified units, softmax. All tables are [unit * samples + sample].</summary>
internal sealed class BackpropNetwork
{
    private readonly MatrixProduct _product = new();
    private readonly DenseProjection _first;
    private readonly DenseProjection _second;
    private readonly Adam _adam;
    private long _step;

    public BackpropNetwork(int inputs, int hidden, int classes, Adam adam, long seed)
    {
        var random = new RandomStream(Seeds.Derive(seed, "backprop"));
        (_adam, Inputs) = (adam, inputs);
        _first = new DenseProjection(hidden, inputs, isLateral: false, adam, random);
        _second = new DenseProjection(classes, hidden, isLateral: false, adam, random);
    }

    /// <summary>Numbers in one input.</summary>
    public int Inputs { get; }

    /// <summary>One step down the cross-entropy; returns its mean before the step.</summary>
    public double Learn(Batch batch)
    {
        var samples = batch.Samples;
        var (hidden, output) = Forward(batch);
        var loss = Softmax(output, batch.Labels);
        var weights = Transposed();
        var back = new float[hidden.Length];
        _product.Add(weights, _second.Neurons, output, samples, 1, back, samples, 0, _first.Neurons);
        for (var i = 0; i < back.Length; i++)
            if (hidden[i] == 0)
                back[i] = 0;
        _adam.Begin(++_step);
        _second.Learn(Activity.ByUnit(hidden, _first.Neurons, samples), samples, output, 0, _second.Neurons, _product);
        _first.Learn(batch.Inputs, samples, back, 0, _first.Neurons, _product);
        return loss;
    }

    public int[] Classify(Batch batch)
    {
        var (_, output) = Forward(batch);
        return
        [
            .. Enumerable
                .Range(0, batch.Samples)
                .Select(b => Enumerable.Range(0, _second.Neurons).MaxBy(c => output[c * batch.Samples + b])),
        ];
    }

    private (float[] Hidden, float[] Output) Forward(Batch batch)
    {
        var samples = batch.Samples;
        var hidden = new float[_first.Neurons * samples];
        _first.Forward(batch.Inputs, hidden, samples, 0, _first.Neurons, _product);
        for (var i = 0; i < hidden.Length; i++)
            hidden[i] = MathF.Max(hidden[i], 0);
        var output = new float[_second.Neurons * samples];
        var active = Activity.ByUnit(hidden, _first.Neurons, samples);
        _second.Forward(active, output, samples, 0, _second.Neurons, _product);
        return (hidden, output);
    }

    /// <summary>Turns scores into the negative gradient of the mean cross-entropy, and returns the latter.</summary>
    private static double Softmax(float[] scores, int[] labels)
    {
        var (samples, loss) = (labels.Length, 0.0);
        var classes = scores.Length / samples;
        for (var b = 0; b < samples; b++)
        {
            var largest = float.NegativeInfinity;
            for (var c = 0; c < classes; c++)
                largest = MathF.Max(largest, scores[c * samples + b]);
            var sum = 0.0;
            for (var c = 0; c < classes; c++)
                sum += Math.Exp(scores[c * samples + b] - largest);
            loss += Math.Log(sum) + largest - scores[labels[b] * samples + b];
            for (var c = 0; c < classes; c++)
            {
                var p = Math.Exp(scores[c * samples + b] - largest) / sum;
                scores[c * samples + b] = (float)(((c == labels[b] ? 1 : 0) - p) / samples);
            }
        }
        return loss / samples;
    }

    private float[] Transposed()
    {
        var (classes, hidden) = (_second.Neurons, _first.Neurons);
        var result = new float[classes * hidden];
        for (var c = 0; c < classes; c++)
        for (var h = 0; h < hidden; h++)
            result[h * classes + c] = _second.Weights[c * hidden + h];
        return result;
    }
}
