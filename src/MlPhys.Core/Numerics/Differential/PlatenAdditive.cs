using System.Numerics.Tensors;
using MlPhys.Numerics.Random;

namespace MlPhys.Numerics.Differential;

/// <summary>Platen's scheme for constant noise: the drift averaged over both ends of an Euler step.</summary>
internal sealed class PlatenAdditive(VectorField drift, AdditiveNoise noise, int n) : SdeStepper
{
    private readonly double[] a = new double[n];
    private readonly double[] ahead = new double[n];
    private readonly double[] support = new double[n];

    public override int DriftsPerStep => 2;

    public override void Step(double t, double h, Span<double> x, ReadOnlySpan<double> increments, RandomStream stream)
    {
        drift(t, x, a);
        TensorPrimitives.MultiplyAdd(a, h, x, support);
        noise.AddTo(support, increments);
        drift(t + h, support, ahead);
        for (var i = 0; i < x.Length; i++)
            x[i] += 0.5 * h * (a[i] + ahead[i]);
        noise.AddTo(x, increments);
    }
}
