using MlPhys.Numerics.Random;

namespace MlPhys.Numerics.Differential;

/// <summary>Platen's scheme where b_i depends on x_i alone, so that all supporting values are taken at once (Kloeden and Platen 1992, 15.1.1).</summary>
internal sealed class PlatenDiagonal(VectorField drift, DiagonalNoise noise, int n) : SdeStepper
{
    private readonly double[] a = new double[n];
    private readonly double[] b = new double[n];
    private readonly double[] ahead = new double[n];
    private readonly double[] above = new double[n];
    private readonly double[] below = new double[n];
    private readonly double[] support = new double[n];

    public override int DriftsPerStep => 2;

    public override void Step(double t, double h, Span<double> x, ReadOnlySpan<double> increments, RandomStream stream)
    {
        var root = Math.Sqrt(h);
        drift(t, x, a);
        noise.Amplitude(t, x, b);
        for (var i = 0; i < x.Length; i++)
            support[i] = x[i] + a[i] * h + b[i] * increments[i];
        drift(t + h, support, ahead);
        for (var i = 0; i < x.Length; i++)
            support[i] = x[i] + a[i] * h + b[i] * root;
        noise.Amplitude(t + h, support, above);
        for (var i = 0; i < x.Length; i++)
            support[i] = x[i] + a[i] * h - b[i] * root;
        noise.Amplitude(t + h, support, below);
        for (var i = 0; i < x.Length; i++)
        {
            var dw = increments[i];
            x[i] +=
                0.5 * h * (a[i] + ahead[i])
                + 0.25 * (above[i] + below[i] + 2 * b[i]) * dw
                + 0.25 * (above[i] - below[i]) * (dw * dw - h) / root;
        }
    }
}
