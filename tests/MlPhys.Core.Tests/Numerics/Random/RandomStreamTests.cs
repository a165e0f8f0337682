using MlPhys.Numerics.Random;

namespace MlPhys.Core.Tests.Numerics.Random;

public class RandomStreamTests
{
    [Fact]
    public void Equal_seeds_give_equal_streams_and_others_differ()
    {
        Assert.Equal(new RandomStream(5).Uniforms(20), new RandomStream(5).Uniforms(20));
        Assert.NotEqual(new RandomStream(5).Uniforms(20), new RandomStream(6).Uniforms(20));
    }

    [Fact]
    public void A_split_depends_on_its_label_and_not_on_what_was_drawn_before()
    {
        var stream = new RandomStream(1);
        var early = stream.Split("noise").Gaussians(8);
        stream.Uniforms(1000);
        Assert.Equal(early, stream.Split("noise").Gaussians(8));
        var labels = new[] { stream.Split("noise"), stream.Split("init"), stream.Split(0), stream.Split(1), stream };
        Assert.Equal(labels.Length, labels.Select(s => s.Bits()).Distinct().Count());
    }

    [Fact]
    public void Splits_of_splits_are_uncorrelated()
    {
        const int n = 200_000;
        var a = new RandomStream(3).Split("walkers").Split(0).Gaussians(n);
        var b = new RandomStream(3).Split("walkers").Split(1).Gaussians(n);
        var correlation = a.Zip(b, (x, y) => x * y).Sum() / n;
        Assert.InRange(correlation * Math.Sqrt(n), -4, 4);
    }

    [Fact]
    public void A_jumped_copy_starts_elsewhere_and_leaves_the_stream_alone()
    {
        var (stream, same) = (new RandomStream(9), new RandomStream(9));
        Assert.NotEqual(stream.Jump().Bits(), stream.Bits());
        same.Bits();
        Assert.Equal(same.Bits(), stream.Bits());
    }

    [Fact]
    public void A_saved_stream_continues_to_the_same_bits_and_splits()
    {
        var stream = new RandomStream(11).Split("training");
        stream.Gaussians(17);
        var copy = RandomStream.Restore(stream.Save());
        Assert.Equal(stream.Gaussians(100), copy.Gaussians(100));
        Assert.Equal(stream.Split(4).Bits(), copy.Split(4).Bits());
    }

    [Fact]
    public void A_damaged_state_is_refused()
    {
        Assert.Contains("3 bytes", Assert.Throws<ArgumentException>(() => RandomStream.Restore(new byte[3])).Message);
        Assert.Contains("zeros", Assert.Throws<ArgumentException>(() => RandomStream.Restore(new byte[64])).Message);
    }

    [Fact]
    public void Filling_gives_the_numbers_of_single_calls()
    {
        var (filled, single) = (new RandomStream(2), new RandomStream(2));
        Assert.Equal(filled.Gaussians(5000), Enumerable.Range(0, 5000).Select(_ => single.Gaussian()));
        Assert.Equal(filled.Uniforms(50), Enumerable.Range(0, 50).Select(_ => single.Uniform()));
        var floats = new float[300];
        filled.FillGaussian(floats);
        Assert.Equal(floats, Enumerable.Range(0, 300).Select(_ => (float)single.Gaussian()));
        Assert.Equal(filled.Bits(), single.Bits());
    }

    [Fact]
    public void Bad_arguments_are_refused_by_name()
    {
        var stream = new RandomStream(0);
        Assert.Throws<ArgumentOutOfRangeException>("count", () => stream.Integer(0));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => stream.Gaussians(-1));
        Assert.Throws<ArgumentOutOfRangeException>("standardDeviation", () => stream.Gaussian(0, double.NaN));
        Assert.Throws<ArgumentException>("low", () => stream.Uniform(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>("rate", () => stream.Exponential(0));
        Assert.Throws<ArgumentOutOfRangeException>("shape", () => stream.Gamma(-1));
        Assert.Throws<ArgumentOutOfRangeException>("mean", () => stream.Poisson(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => stream.Binomial(3, 1.1));
        Assert.Throws<ArgumentException>("weights", () => stream.Choose(1, -1));
        Assert.Throws<ArgumentException>("weights", () => stream.Multinomial(3, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => stream.ChooseWithoutReplacement(3, 4));
    }
}
