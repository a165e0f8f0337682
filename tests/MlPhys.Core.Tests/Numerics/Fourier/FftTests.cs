using System.Numerics;
using MlPhys.Numerics.Fourier;
using MlPhys.Numerics.Random;

namespace MlPhys.Core.Tests.Numerics.Fourier;

public class FftTests
{
    public static IEnumerable<object[]> Cases =>
        from backend in new[] { FftBackend.Fftw, FftBackend.Managed }
        from shape in new int[][] { [1], [7], [16], [30], [3, 4], [5, 3], [2, 3, 5], [4, 2, 6], [1, 9] }
        select new object[] { backend, shape };

    [Fact]
    public void The_build_has_FFTW() => Assert.Equal(FftBackend.Fftw, Fft.Backend);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Transforms_agree_with_direct_sums_and_invert(FftBackend backend, int[] shape)
    {
        var stream = new RandomStream(shape.Length);
        var n = shape.Aggregate((a, b) => a * b);
        var data = Enumerable.Range(0, n).Select(_ => new Complex(stream.Gaussian(), stream.Gaussian())).ToArray();
        Complex[] spectrum = [.. data];
        Fft.Transform(spectrum, shape, forward: true, 1, backend);
        AssertClose(DirectSum(data, shape, -1), spectrum);
        AssertClose([data.Sum(z => z.Magnitude * z.Magnitude)], [spectrum.Sum(z => z.Magnitude * z.Magnitude) / n]);
        Fft.Transform(spectrum, shape, forward: false, 1, backend);
        AssertClose(data, [.. spectrum.Select(z => z / n)]);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Real_transforms_give_the_half_spectrum_and_invert(FftBackend backend, int[] shape)
    {
        var data = new RandomStream(9).Gaussians(shape.Aggregate((a, b) => a * b));
        var (last, half) = (shape[^1], shape[^1] / 2 + 1);
        var direct = DirectSum([.. data.Select(v => new Complex(v, 0))], shape, -1);
        var spectrum = new Complex[data.Length / last * half];
        Fft.ForwardReal(data, spectrum, shape, 1, backend);
        AssertClose(
            [.. Enumerable.Range(0, spectrum.Length).Select(i => direct[i / half * last + i % half])],
            spectrum
        );
        var back = new double[data.Length];
        Fft.InverseReal(spectrum, back, shape, 1, backend);
        AssertClose([.. data.Select(v => new Complex(v, 0))], [.. back.Select(v => new Complex(v, 0))]);
    }

    [Fact]
    public void A_wave_is_one_peak_and_the_public_functions_leave_their_input_alone()
    {
        var wave = Enumerable.Range(0, 12).Select(x => Math.Cos(2 * Math.PI * 3 * x / 12)).ToArray();
        var spectrum = Fft.ForwardReal(wave);
        Assert.Equal(7, spectrum.Length);
        Assert.Equal(6, spectrum[3].Real, 1e-12);
        Assert.Equal(6, spectrum.Sum(z => z.Magnitude), 1e-12);
        Complex[] kept = [.. spectrum];
        Assert.Equal(wave[5], Fft.InverseReal(spectrum, 12)[5], 1e-14);
        Assert.Equal(kept, spectrum);
        AssertClose(kept, Fft.Inverse(Fft.Forward(kept)));
    }

    [Fact]
    public void Two_threads_give_the_same_numbers()
    {
        var stream = new RandomStream(2);
        var data = Enumerable.Range(0, 32 * 32 * 32).Select(_ => new Complex(stream.Gaussian(), 0)).ToArray();
        Complex[] threaded = [.. data];
        Fft.ForwardInPlace(threaded, [32, 32, 32], threads: 2);
        AssertClose(Fft.Forward(data, 32, 32, 32), threaded);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        AssertRefused("12 points; the data have 10", () => Fft.Forward(new Complex[10], 3, 4));
        AssertRefused("[2, 0]", () => Fft.Forward(new Complex[10], 2, 0));
        AssertRefused("half spectrum of 4", () => Fft.InverseReal(new Complex[5], 6));
        AssertRefused("shape is []", () => Fft.InverseReal(new Complex[5]));
        AssertRefused("data is empty", () => Fft.ForwardReal([]));
    }

    private static void AssertRefused(string message, Action act) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);

    private static Complex[] DirectSum(Complex[] data, int[] shape, int sign) =>
        [
            .. Enumerable
                .Range(0, data.Length)
                .Select(k =>
                    data.Select((v, x) => v * Complex.Exp(new Complex(0, sign * Phase(k, x, shape))))
                        .Aggregate(Complex.Zero, (a, b) => a + b)
                ),
        ];

    private static double Phase(int k, int x, int[] shape)
    {
        var phase = 0.0;
        foreach (var n in shape.Reverse())
        {
            phase += 2 * Math.PI * (k % n) * (x % n) / n;
            (k, x) = (k / n, x / n);
        }
        return phase;
    }

    private static void AssertClose(Complex[] expected, Complex[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        var scale = expected.Max(z => z.Magnitude);
        for (var i = 0; i < expected.Length; i++)
            Assert.InRange((expected[i] - found[i]).Magnitude, 0, 1e-12 * scale);
    }
}
