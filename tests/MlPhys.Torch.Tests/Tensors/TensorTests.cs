using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MlPhys.Torch.Tests.Tensors;

public class TensorTests
{
    [Fact]
    public void Elements_go_in_and_come_out_in_row_major_order()
    {
        double[,] matrix =
        {
            { 1, 2, 3 },
            { 4, 5, 6 },
        };
        using var tensor = torch.tensor(matrix);
        Assert.Equal([2L, 3], tensor.shape);
        Assert.Equal(float64, tensor.dtype);
        Assert.Equal([1.0, 2, 3, 4, 5, 6], tensor.data<double>().ToArray());
        Assert.Equal([1.0, 4, 2, 5, 3, 6], tensor.T.data<double>().ToArray());
        Assert.Equal(matrix, tensor.data<double>().ToNDArray());
    }

    [Fact]
    public void Arithmetic_takes_tensors_and_numbers_on_either_side()
    {
        var x = torch.tensor([1.0, 2, 4]);
        Assert.Equal([3.0, 4, 6], (x + 2).data<double>().ToArray());
        Assert.Equal([1.0, 0, -2], (2 - x).data<double>().ToArray());
        Assert.Equal([1.0, 0.5, 0.25], (1.0 / x).data<double>().ToArray());
        Assert.Equal([1.0, 4, 16], (x * x).data<double>().ToArray());
        Assert.Equal([1.0, 0, 0], (x % 2).data<double>().ToArray());
        Assert.Equal([false, true, true], (x >= 2).data<bool>().ToArray());
    }

    [Fact]
    public void A_failure_in_libtorch_arrives_with_its_message_and_without_its_stack()
    {
        var failure = Assert.Throws<ExternalException>(() => torch.zeros(2, 3).matmul(torch.zeros(2, 3)));
        Assert.Contains(
            "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)",
            failure.Message,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Exception raised from", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disposed_tensor_says_so()
    {
        var tensor = torch.ones(3);
        tensor.Dispose();
        Assert.True(tensor.IsInvalid);
        Assert.Throws<ObjectDisposedException>(() => tensor + 1);
        Assert.Throws<ObjectDisposedException>(() => torch.ones(3).add(tensor));
        tensor.Dispose();
    }
}
