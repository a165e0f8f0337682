using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace MlPhys.Numerics.Fourier;

/// <summary>A batch line by line by MathNet.Numerics, in double precision.</summary>
internal sealed unsafe class ManagedLines<T>(LineKind kind, LineBatch batch) : LineTransform<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [ThreadStatic]
    private static Complex[]? reused;

    private Complex[] Line =>
        reused is { } line && line.Length == batch.Length ? line : reused = new Complex[batch.Length];

    public override void Execute(T* input, T* output)
    {
        var line = Line;
        var (inputStep, outputStep) = (kind == LineKind.RealForward ? 1 : 2, kind == LineKind.RealInverse ? 1 : 2);
        for (var i = 0; i < batch.Count; i++)
        {
            Load(input + (nint)i * batch.InputDistance * inputStep, line);
            if (kind is LineKind.Forward or LineKind.RealForward)
                MathNet.Numerics.IntegralTransforms.Fourier.Forward(line, FourierOptions.NoScaling);
            else
                MathNet.Numerics.IntegralTransforms.Fourier.Inverse(line, FourierOptions.NoScaling);
            Store(line, output + (nint)i * batch.OutputDistance * outputStep);
        }
    }

    private void Load(T* from, Complex[] line)
    {
        var (n, stride) = (batch.Length, (nint)batch.InputStride);
        if (kind == LineKind.RealForward)
            for (var k = 0; k < n; k++)
                line[k] = double.CreateTruncating(from[k * stride]);
        else
            for (var k = 0; k < (kind == LineKind.RealInverse ? n / 2 + 1 : n); k++)
                line[k] = new Complex(
                    double.CreateTruncating(from[2 * k * stride]),
                    double.CreateTruncating(from[2 * k * stride + 1])
                );
        if (kind == LineKind.RealInverse)
            for (var k = n / 2 + 1; k < n; k++)
                line[k] = Complex.Conjugate(line[n - k]);
    }

    private void Store(Complex[] line, T* to)
    {
        var (n, stride) = (batch.Length, (nint)batch.OutputStride);
        if (kind == LineKind.RealInverse)
            for (var k = 0; k < n; k++)
                to[k * stride] = T.CreateTruncating(line[k].Real);
        else
            for (var k = 0; k < (kind == LineKind.RealForward ? n / 2 + 1 : n); k++)
                (to[2 * k * stride], to[2 * k * stride + 1]) = (
                    T.CreateTruncating(line[k].Real),
                    T.CreateTruncating(line[k].Imaginary)
                );
    }
}
