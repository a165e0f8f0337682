using TorchSharp;

namespace MlPhys.Torch.Tests.Random;

public class GeneratorTests
{
    [Fact]
    public void A_generator_repeats_from_its_seed_and_from_its_state()
    {
        using var generator = new torch.Generator(7);
        var first = torch.randn(5, generator: generator);
        using var state = generator.get_state();
        var second = torch.randn(5, generator: generator);
        Assert.False(first.Equals(second));
        generator.set_state(state);
        Assert.True(second.Equals(torch.randn(5, generator: generator)));
        Assert.True(first.Equals(torch.randn(5, generator: generator.manual_seed(7))));
        Assert.Equal(7, generator.initial_seed());
    }

    [Fact]
    public void A_stream_of_its_own_does_not_disturb_another()
    {
        using var one = new torch.Generator(1);
        using var other = new torch.Generator(1);
        var undisturbed = torch.rand(4, generator: one);
        torch.rand(100, generator: new torch.Generator(2));
        Assert.True(undisturbed.Equals(torch.rand(4, generator: other)));
    }

    [Fact]
    public void Whole_numbers_stay_in_their_range()
    {
        var drawn = torch.randint(3, 9, (1000, 2));
        Assert.Equal(3L, drawn.min().item<long>());
        Assert.Equal(8L, drawn.max().item<long>());
        Assert.Equal(torch.arange(50).data<long>(), torch.randperm(50).sort().values.data<long>());
    }
}
