using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace MlPhys.Torch.Tests.Autograd;

public class CustomFunctionTests
{
    [Fact]
    public void A_managed_function_computes_forward_and_backward()
    {
        var x = torch.tensor([1.0, 2, 3], requires_grad: true);
        var y = ScaledCube.apply(x, 2.0);
        Assert.Equal([2.0, 16, 54], y.data<double>().ToArray());
        y.sum().backward();
        Assert.Equal([6.0, 24, 54], x.grad!.data<double>().ToArray());
    }

    [Fact]
    public void Its_backward_can_be_differentiated_again()
    {
        var x = torch.tensor(2.0, requires_grad: true);
        var first = grad([ScaledCube.apply(x, 1.0)], [x], create_graph: true)[0];
        Assert.Equal(12.0, grad([first], [x])[0].item<double>());
    }

    [Fact]
    public void Several_outputs_each_get_their_gradient()
    {
        var x = torch.tensor(3.0, requires_grad: true);
        var y = torch.tensor(4.0, requires_grad: true);
        var outputs = SumAndProduct.apply(x, y);
        (outputs[0] + outputs[1] * 10).backward();
        Assert.Equal(41.0, x.grad!.item<double>());
        Assert.Equal(31.0, y.grad!.item<double>());
    }

    [Fact]
    public void An_exception_in_backward_arrives_as_the_inner_one()
    {
        var x = torch.tensor(1.0, requires_grad: true);
        var failure = Assert.Throws<ExternalException>(() => Failing.apply(x).backward());
        Assert.Equal("no derivative today", Assert.IsType<ArithmeticException>(failure.InnerException).Message);
    }

    private sealed class ScaledCube : SingleTensorFunction<ScaledCube>
    {
        public override string Name => nameof(ScaledCube);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.save_for_backward([x]);
            ctx.save_data("scale", vars[1]);
            return x.pow(3) * (double)vars[1];
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
        {
            var x = ctx.get_saved_variables()[0];
            return [grad_output * x * x * (3 * (double)ctx.get_data("scale")!), null!];
        }
    }

    private sealed class SumAndProduct : MultiTensorFunction<SumAndProduct>
    {
        public override string Name => nameof(SumAndProduct);

        public override List<Tensor> forward(AutogradContext ctx, params object[] vars)
        {
            var (x, y) = ((Tensor)vars[0], (Tensor)vars[1]);
            ctx.save_for_backward([x, y]);
            return [x + y, x * y];
        }

        public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs)
        {
            var saved = ctx.get_saved_variables();
            return [grad_outputs[0] + grad_outputs[1] * saved[1], grad_outputs[0] + grad_outputs[1] * saved[0]];
        }
    }

    private sealed class Failing : SingleTensorFunction<Failing>
    {
        public override string Name => nameof(Failing);

        public override Tensor forward(AutogradContext ctx, params object[] vars) => ((Tensor)vars[0]).clone();

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) =>
            throw new ArithmeticException("no derivative today");
    }
}
