using MlPhys.Numerics.Lanes;
using MlPhys.Numerics.Random;

namespace MlPhys.Flows.Bijections;

/// <summary>Where each part of a flow finds its parameters, their first values, and which of them may move.</summary>
internal sealed class ParameterPlan(RandomStream random)
{
    private const int Grain = 16;
    private readonly List<double> values = [];
    private readonly List<bool> free = [];

    public double[] Values => [.. values];

    public bool[] Free => [.. free];

    /// <summary>Numbers of one value; returns the place of the first.</summary>
    public int Add(int count, double value)
    {
        var first = values.Count;
        values.AddRange(Enumerable.Repeat(value, count));
        free.AddRange(Enumerable.Repeat(true, count));
        Pad();
        return first;
    }

    /// <summary>Standard normal numbers; returns the place of the first.</summary>
    public int AddGaussian(int count)
    {
        var first = Add(count, 0);
        for (var i = 0; i < count; i++)
            values[first + i] = random.Gaussian();
        return first;
    }

    /// <summary>A layer, uniform within 1 / sqrt(inputs), or zeros.</summary>
    /// <param name="inputs">Inputs.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="scale">Factor of the first values; 0: zeros.</param>
    /// <param name="allows">Which output may see which input; null: all.</param>
    public LinearLayer Layer(int inputs, int outputs, double scale, Func<int, int, bool>? allows = null)
    {
        var layer = new LinearLayer(values.Count, inputs, outputs);
        var range = scale / Math.Sqrt(inputs);
        for (var o = 0; o < outputs; o++)
        for (var i = 0; i < layer.Stride; i++)
        {
            var moves = i == inputs || (i < inputs && allows?.Invoke(o, i) != false);
            values.Add(moves ? random.Uniform(-range, range) : 0);
            free.Add(moves);
        }
        return layer;
    }

    private void Pad()
    {
        while (values.Count % Grain != 0)
        {
            values.Add(0);
            free.Add(false);
        }
    }
}
