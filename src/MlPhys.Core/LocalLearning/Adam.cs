using System.Runtime.Intrinsics;

namespace MlPhys.LocalLearning;

/// <summary>Adam with the L2 penalty inside the gradient, here up the goal. Kingma and Ba, arXiv 1412.6980, algorithm 1.</summary>
internal sealed class Adam(double rate, double decay)
{
    private const float MeanDecay = 0.9f;
    private const float SquareDecay = 0.999f;
    private const float Epsilon = 1e-8f;
    private readonly float _decay = (float)decay;
    private float _step;
    private float _squareScale;

    /// <summary>Sets the factors of the coming step, counted from 1.</summary>
    public void Begin(long step)
    {
        _step = (float)(rate / (1 - Math.Pow(MeanDecay, step)));
        _squareScale = (float)(1 / Math.Sqrt(1 - Math.Pow(SquareDecay, step)));
    }

    /// <summary>Moves the parameters from <paramref name="first"/> to <paramref name="end"/> up the gradient.</summary>
    public void Step(Parameters parameters, float[] gradient, int first, int end)
    {
        var (w, m, s) = (parameters.Values, parameters.Mean, parameters.Square);
        var width = Vector512<float>.Count;
        var i = first;
        for (; i + width <= end; i += width)
        {
            var weight = Vector512.Create<float>(w.AsSpan(i));
            var g = _decay * weight - Vector512.Create<float>(gradient.AsSpan(i));
            var mean = MeanDecay * Vector512.Create<float>(m.AsSpan(i)) + (1 - MeanDecay) * g;
            var square = SquareDecay * Vector512.Create<float>(s.AsSpan(i)) + (1 - SquareDecay) * g * g;
            mean.CopyTo(m.AsSpan(i));
            square.CopyTo(s.AsSpan(i));
            var size = Vector512.Sqrt(square) * _squareScale + Vector512.Create(Epsilon);
            (weight - _step * mean / size).CopyTo(w.AsSpan(i));
        }
        for (; i < end; i++)
        {
            var g = _decay * w[i] - gradient[i];
            m[i] = MeanDecay * m[i] + (1 - MeanDecay) * g;
            s[i] = SquareDecay * s[i] + (1 - SquareDecay) * g * g;
            w[i] -= _step * m[i] / (MathF.Sqrt(s[i]) * _squareScale + Epsilon);
        }
    }
}
