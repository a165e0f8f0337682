using MlPhys.Numerics.Random;

namespace MlPhys.Numerics.Differential;

/// <summary>x + a h + b dW + (b(x + a h + b sqrt h) - b) (dW^2 - h) / (2 sqrt h), each component by itself.</summary>
internal sealed class MilsteinDiagonal(VectorField drift, DiagonalNoise noise, int n) : SdeStepper
{
    private readonly double[] a = new double[n];
    private readonly double[] b = new double[n];
    private readonly double[] support = new double[n];
    private readonly double[] shifted = new double[n];

    public override void Step(double t, double h, Span<double> x, ReadOnlySpan<double> increments, RandomStream stream)
    {
        var root = Math.Sqrt(h);
        drift(t, x, a);
        noise.Amplitude(t, x, b);
        for (var i = 0; i < x.Length; i++)
            support[i] = x[i] + a[i] * h + b[i] * root;
        noise.Amplitude(t, support, shifted);
        for (var i = 0; i < x.Length; i++)
        {
            var dw = increments[i];
            x[i] += a[i] * h + b[i] * dw + (shifted[i] - b[i]) * (dw * dw - h) / (2 * root);
        }
    }
}
