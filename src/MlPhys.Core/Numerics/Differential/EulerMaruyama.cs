using System.Numerics.Tensors;
using MlPhys.Numerics.Random;

namespace MlPhys.Numerics.Differential;

/// <summary>x + a h + B dW.</summary>
internal sealed class EulerAdditive(VectorField drift, AdditiveNoise noise, int n) : SdeStepper
{
    private readonly double[] a = new double[n];

    public override void Step(double t, double h, Span<double> x, ReadOnlySpan<double> increments, RandomStream stream)
    {
        drift(t, x, a);
        TensorPrimitives.MultiplyAdd(a, h, x, x);
        noise.AddTo(x, increments);
    }
}

/// <summary>x_i + a_i h + b_i dW_i.</summary>
internal sealed class EulerDiagonal(VectorField drift, DiagonalNoise noise, int n) : SdeStepper
{
    private readonly double[] a = new double[n];
    private readonly double[] b = new double[n];

    public override void Step(double t, double h, Span<double> x, ReadOnlySpan<double> increments, RandomStream stream)
    {
        drift(t, x, a);
        noise.Amplitude(t, x, b);
        for (var i = 0; i < x.Length; i++)
            x[i] += a[i] * h + b[i] * increments[i];
    }
}

/// <summary>x + a h + sum of b_j dW_j.</summary>
internal sealed class EulerGeneral(VectorField drift, GeneralNoise noise, int n) : SdeStepper
{
    private readonly double[] a = new double[n];
    private readonly double[] b = new double[n * noise.Processes];

    public override void Step(double t, double h, Span<double> x, ReadOnlySpan<double> increments, RandomStream stream)
    {
        drift(t, x, a);
        noise.Columns(t, x, b);
        TensorPrimitives.MultiplyAdd(a, h, x, x);
        for (var j = 0; j < increments.Length; j++)
            TensorPrimitives.MultiplyAdd(b.AsSpan(j * n, n), increments[j], x, x);
    }
}
