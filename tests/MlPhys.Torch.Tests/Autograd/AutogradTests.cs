using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MlPhys.Torch.Tests.Autograd;

public class AutogradTests
{
    [Fact]
    public void Backward_accumulates_into_leaves()
    {
        var x = torch.tensor([1.0, 2, 3], requires_grad: true);
        (x * x).sum().backward();
        Assert.Equal([2.0, 4, 6], x.grad!.data<double>().ToArray());
        (x * x).sum().backward();
        Assert.Equal([4.0, 8, 12], x.grad!.data<double>().ToArray());
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void A_gradient_can_be_differentiated_again()
    {
        var x = torch.tensor(2.0, requires_grad: true);
        var first = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        Assert.Equal(12.0, first.item<double>());
        var second = autograd.grad([first], [x], create_graph: true)[0];
        Assert.Equal(12.0, second.item<double>());
        Assert.Equal(6.0, autograd.grad([second], [x])[0].item<double>());
    }

    [Fact]
    public void An_unused_input_is_an_error_unless_allowed()
    {
        var x = torch.tensor(2.0, requires_grad: true);
        var y = torch.tensor(3.0, requires_grad: true);
        var failure = Assert.Throws<ExternalException>(() => autograd.grad([x * x], [x, y]));
        Assert.Contains("allow_unused", failure.Message, StringComparison.Ordinal);
        var gradients = autograd.grad([x * x], [x, y], allow_unused: true);
        Assert.Equal(4.0, gradients[0].item<double>());
        Assert.True(gradients[1].IsInvalid);
    }

    [Fact]
    public void Grad_mode_nests_and_comes_back()
    {
        var x = torch.ones(2, requires_grad: true);
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            using (enable_grad())
                Assert.True((x + 1).requires_grad);
            Assert.False((x + 1).requires_grad);
        }
        Assert.True(is_grad_enabled());
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            Assert.False((x + 1).requires_grad);
        }
        Assert.False(is_inference_mode_enabled());
    }
}
