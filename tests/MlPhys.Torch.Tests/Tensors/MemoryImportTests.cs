using TorchSharp;
using static TorchSharp.torch;

namespace MlPhys.Torch.Tests.Tensors;

public class MemoryImportTests
{
    [Fact]
    public void A_buffer_is_shared_both_ways()
    {
        float[] numbers = [1, 2, 3, 4];
        using var shared = torch.frombuffer(numbers, float32, count: 2, offset: 1);
        numbers[1] = 20;
        Assert.Equal([20f, 3], shared.data<float>().ToArray());
        shared.mul_(2);
        Assert.Equal([1f, 40, 6, 4], numbers);
    }

    [Fact]
    public void A_buffer_too_short_is_refused() =>
        Assert.Throws<ArgumentException>(() => torch.frombuffer(new float[4], float32, count: 4, offset: 1));

    [Fact]
    public void A_tensor_outlives_the_last_mention_of_its_array()
    {
        var shared = torch.as_tensor(Enumerable.Range(0, 100_000).Select(i => (double)i).ToArray());
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(100_000 * 99_999.0 / 2, shared.sum().item<double>());
    }

    [Fact]
    public void Elements_must_fill_the_shape() =>
        Assert.Throws<ArgumentException>(() => torch.tensor([1.0, 2, 3], [2, 2]));

    [Fact]
    public void Strided_and_conjugated_elements_read_as_they_stand()
    {
        var grid = torch.arange(6, dtype: float64).reshape(2, 3);
        Assert.Equal([2.0, 5], grid.select(1, 2).data<double>().ToArray());
        grid.select(1, 2).data<double>().CopyFrom([7.0, 8]);
        Assert.Equal([0.0, 1, 7, 3, 4, 8], grid.data<double>().ToArray());
        var z = torch.tensor([new System.Numerics.Complex(1, 2)]).conj();
        Assert.Equal(new System.Numerics.Complex(1, -2), z.data<System.Numerics.Complex>()[0]);
        Assert.Equal(new System.Numerics.Complex(1, -2), z.item<System.Numerics.Complex>());
    }
}
