using System.Runtime.InteropServices;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace MlPhys.Torch.Tests.Tensors;

public class EdgeTests(ITestOutputHelper output)
{
    [Fact]
    public void Shapes_broadcast()
    {
        var column = torch.arange(3, dtype: float64).unsqueeze(1);
        var row = torch.arange(4, dtype: float64);
        Assert.Equal([3L, 4], (column + row).shape);
        Assert.Equal(5.0, (column + row)[2, 3].item<double>());
        Assert.Throws<ExternalException>(() => torch.ones(3) + torch.ones(4));
    }

    [Fact]
    public void Empty_tensors_are_tensors()
    {
        var empty = torch.zeros(0, 3);
        Assert.Equal(0, empty.numel());
        Assert.Equal([0f, 0, 0], empty.sum([0L]).data<float>().ToArray());
        Assert.Empty((empty * 2 + 1).data<float>());
        Assert.Equal([5L, 3], torch.cat([empty, torch.ones(5, 3)]).shape);
        Assert.Empty(torch.tensor(Array.Empty<double>()).data<double>().ToArray());
    }

    [Fact]
    public void Numbers_keep_the_tensor_s_type_as_in_Python()
    {
        Assert.Equal(float32, (torch.ones(2) * 2.5).dtype);
        Assert.Equal(float32, (torch.ones(2, dtype: int64) * 2.5).dtype);
        Assert.Equal(int64, (torch.ones(2, dtype: int64) * 2).dtype);
        Assert.Equal(complex64, (torch.ones(2) * new System.Numerics.Complex(0, 1)).dtype);
        Assert.Equal(float32, (torch.ones([], float32) + 0.1).dtype);
        Assert.Equal(0.1f, (torch.zeros([], float32) + 0.1).item<float>());
        Assert.Equal([7f, 7], (torch.zeros(2) + 7).data<float>().ToArray());
        Assert.Equal([9f, 9], (torch.zeros(2) + 9).data<float>().ToArray());
    }

    [Fact]
    public void A_number_used_under_inference_serves_in_a_graph_later()
    {
        using (inference_mode())
            _ = torch.ones(3) * 3.25;
        var x = torch.ones(3, requires_grad: true);
        (x * 3.25).sum().backward();
        Assert.Equal([3.25f, 3.25f, 3.25f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Views_made_outside_a_graph_still_follow_their_base()
    {
        var whole = torch.zeros(4, dtype: float64);
        var part = whole[1..3];
        var weight = torch.tensor(2.0, requires_grad: true);
        part.mul_(0).add_(weight);
        whole.sum().backward();
        Assert.Equal(2.0, weight.grad!.item<double>());
    }

    [Fact]
    public void Wrong_types_and_devices_are_told_apart()
    {
        Assert.Throws<ArgumentException>(() => torch.ones(2).data<double>());
        Assert.Throws<InvalidOperationException>(() => torch.ones(2).item<float>());
        Assert.Throws<ArgumentException>(() => torch.device("quantum"));
        Assert.Throws<ArgumentException>(() => torch.device("cuda:x"));
        Assert.Throws<NotSupportedException>(() => torch.from_array(new decimal[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => torch.ones(2).size(1));
        if (cuda.is_available())
            output.WriteLine("This libtorch has a GPU: the refusal of a missing one is not seen here.");
        else
            Assert.Throws<ExternalException>(() => torch.ones(2, device: CUDA));
    }

    [Fact]
    public void A_tensor_prints_its_metadata_and_its_elements()
    {
        var x = torch.tensor(
            new[,]
            {
                { 1.5, -2 },
                { 0, 1e6 },
            }
        );
        Assert.Equal("[2x2], type = Float64, device = cpu", x.ToString());
        Assert.Equal("[[1.5 -2]\n [0 1e+06]]", x.npstr());
        Assert.Equal("[0 1 2 ... 1997 1998 1999]", torch.arange(2000).npstr());
        Assert.Equal("[True False]", torch.tensor([true, false]).npstr());
        Assert.Equal("[1+2i]", torch.tensor([new System.Numerics.Complex(1, 2)]).npstr());
    }

    /// <summary>The same work on every device that the libtorch in use offers.</summary>
    [Fact]
    public void Every_device_gives_the_same_numbers()
    {
        string[] devices = cuda.is_available() ? ["cpu", "cuda"] : ["cpu"];
        output.WriteLine($"devices: {string.Join(", ", devices)}");
        double? expected = null;
        foreach (var device in devices)
        {
            var x = torch.linspace(-1, 1, 12, float64).reshape(3, 4).to(device).requires_grad_();
            var loss = (x.matmul(x.T).tanh() * 2 + x.sum(1)).square().mean();
            loss.backward();
            expected ??= loss.item<double>();
            Assert.Equal(expected.Value, loss.item<double>(), 12);
            Assert.Equal(x.shape, x.grad!.cpu().shape);
            Assert.Equal(device, x.device.type.ToString().ToLowerInvariant());
        }
    }
}
