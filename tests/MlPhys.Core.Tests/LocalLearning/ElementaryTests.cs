using System.Runtime.Intrinsics;
using MlPhys.LocalLearning;
using MlPhys.Numerics.Random;

namespace MlPhys.Core.Tests.LocalLearning;

public class ElementaryTests
{
    [Fact]
    public void Exponential_and_logarithm_agree_with_the_runtime()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 20_000; trial++)
        {
            var x = 1400 * random.NextDouble() - 700;
            Assert.Equal(1, Elementary.Exp(Vector512.Create(x))[3] / Math.Exp(x), 1e-15);
            var (small, nearOne) = (Math.Exp(-690 * random.NextDouble()), 1 - 1e-3 * random.NextDouble());
            var (left, right) = Elementary.Log2(Vector512.Create(small), Vector512.Create(nearOne));
            Assert.Equal(1, left[0] / Math.Log2(small), 1e-14);
            Assert.Equal(Math.Log2(nearOne), right[7], 1e-16);
        }
    }

    [Fact]
    public void Exponential_is_clamped_where_numbers_end()
    {
        Assert.Equal(Math.Exp(708), Elementary.Exp(Vector512.Create(double.PositiveInfinity))[0], 1e293);
        Assert.InRange(Elementary.Exp(Vector512.Create(double.NegativeInfinity))[0], 1e-308, 1e-307);
    }

    [Fact]
    public void Spins_of_a_batch_follow_one_stream_whatever_the_vectors()
    {
        double[] theta = [.. Enumerable.Range(0, 1003).Select(b => b / 1003.0)];
        var spins = new float[theta.Length];
        SpinNoise.Sample(7, 11, 13, theta, spins);
        var ofDraw = new SplitMix64(new SplitMix64(7).Next() ^ 11).Next();
        var stream = new SplitMix64(new SplitMix64(ofDraw ^ 13).Next());
        Assert.Equal(theta.Select(t => (stream.Next() >> 11) * Math.Pow(2, -53) < t ? 1f : -1f), spins);
    }
}
