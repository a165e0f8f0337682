using TorchSharp;
using static TorchSharp.torch.autograd;

namespace MlPhys.Torch.Tests.Autograd;

public class ForwardModeTests
{
    [Fact]
    public void A_tangent_is_the_derivative_along_it()
    {
        using var level = forward_ad.dual_level();
        var x = torch.tensor([0.5, 1.0, 2.0]);
        var direction = torch.tensor([1.0, -1.0, 0.5]);
        var dual = forward_ad.make_dual(x, direction);
        var (value, tangent) = forward_ad.unpack_dual(dual.tanh() * 3);
        Assert.Equal((x.tanh() * 3).data<double>().ToArray(), value.data<double>().ToArray());
        var expected = 3 * (1 - x.tanh().square()) * direction;
        Assert.True(tangent!.allclose(expected, 1e-14, 1e-14));
        Assert.Null(forward_ad.unpack_dual(x).tangent);
    }

    [Fact]
    public void Without_a_level_there_are_no_duals() =>
        Assert.Throws<InvalidOperationException>(() => forward_ad.make_dual(torch.ones(1), torch.ones(1)));

    [Fact]
    public void A_tensor_inside_a_graph_can_keep_its_gradient()
    {
        var x = torch.tensor(3.0, requires_grad: true);
        var square = x * x;
        square.retain_grad();
        (square * 2).backward();
        Assert.Equal(2.0, square.grad!.item<double>());
        Assert.False(square.is_leaf);
    }
}
