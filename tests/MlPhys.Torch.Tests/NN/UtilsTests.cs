using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlPhys.Torch.Tests.NN;

public class UtilsTests
{
    [Theory]
    [InlineData(1.0, 7.0)]
    [InlineData(2.0, 5.0)]
    [InlineData(double.PositiveInfinity, 4.0)]
    public void Gradients_are_clipped_by_their_joint_norm(double order, double norm)
    {
        var parameters = WithGradients([3.0, 0], [4.0]);
        Assert.Equal(norm, utils.clip_grad_norm_(parameters, 1, order), 1e-12);
        Assert.Equal(1, utils.clip_grad_norm_(parameters, 100, order), 1e-5);
        Assert.Equal(4 / norm, parameters[1].grad!.item<double>(), 1e-5);
    }

    [Fact]
    public void Parameters_without_gradients_are_passed_over()
    {
        Assert.Equal(0, utils.clip_grad_norm_([Parameter(torch.ones(2))], 1));
        var parameters = WithGradients([3.0, -4]);
        Assert.Equal(5, utils.clip_grad_norm_([.. parameters, Parameter(torch.ones(2))], 10), 1e-14);
        Assert.Equal([3.0, -4], parameters[0].grad!.data<double>().ToArray());
    }

    [Fact]
    public void Gradients_are_clipped_by_value()
    {
        var parameters = WithGradients([3.0, -4, 0.5]);
        utils.clip_grad_value_(parameters, 1);
        Assert.Equal([1.0, -1, 0.5], parameters[0].grad!.data<double>().ToArray());
    }

    [Fact]
    public void Parameters_go_into_a_vector_and_back()
    {
        var layer = Linear(3, 2);
        var vector = utils.parameters_to_vector(layer.parameters());
        Assert.Equal([8L], vector.shape);
        vector.sum().backward();
        Assert.Equal(6, layer.weight.grad!.sum().item<float>());
        utils.vector_to_parameters(torch.arange(8, ScalarType.Float32), layer.parameters());
        Assert.Equal([6f, 7], layer.bias!.detach().data<float>().ToArray());
        Assert.True(layer.bias.requires_grad);
        var failure = Assert.Throws<ArgumentException>(() =>
            utils.vector_to_parameters(torch.zeros(7), layer.parameters())
        );
        Assert.Contains("[8]", failure.Message, StringComparison.Ordinal);
    }

    private static Parameter[] WithGradients(params double[][] gradients) =>
        [
            .. gradients.Select(gradient =>
            {
                var parameter = Parameter(torch.zeros(gradient.Length, ScalarType.Float64));
                parameter.grad = torch.tensor(gradient);
                return parameter;
            }),
        ];
}
