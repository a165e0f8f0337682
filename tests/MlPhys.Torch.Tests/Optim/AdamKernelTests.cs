using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Torch.Tests.Optim;

/// <summary>The fused step of Adam against the same step by libtorch's operators.</summary>
public class AdamKernelTests
{
    [Theory]
    [InlineData(ScalarType.Float32, 1e-6)]
    [InlineData(ScalarType.Float64, 1e-15)]
    public void Fused_and_unfused_steps_agree_to_rounding(ScalarType type, double tolerance)
    {
        var coefficients = new AdamCoefficients(0.9, 0.99, 0.03, 0.7, 1e-8, 0.1, 0.98, -1);
        for (var length = 0; length <= 40; length++)
            foreach (var amsgrad in new[] { false, true })
            {
                using var scope = NewDisposeScope();
                using var untracked = no_grad();
                var gradient = torch.randn(length, type);
                Tensor[] start =
                [
                    torch.randn(length, type),
                    torch.randn(length, type),
                    torch.rand(length, type),
                    torch.rand(length, type),
                ];
                var (one, other) = (Copies(start), Copies(start));
                AdamRule.Step((Parameter)one[0], gradient, one[1], one[2], amsgrad ? one[3] : null, coefficients);
                AdamRule.StepWithOperators(
                    (Parameter)other[0],
                    gradient,
                    other[1],
                    other[2],
                    amsgrad ? other[3] : null,
                    coefficients
                );
                Assert.All(one.Zip(other), pair => Assert.True(pair.First.allclose(pair.Second, tolerance, tolerance)));
            }
    }

    [Fact]
    public void An_element_moves_the_same_wherever_it_stands()
    {
        var (whole, parts) = (
            Moved(torch.arange(23, ScalarType.Float32), 1),
            Moved(torch.arange(23, ScalarType.Float32), 23)
        );
        Assert.True(whole.Equals(parts));

        static Tensor Moved(Tensor start, int pieces)
        {
            var parameters = start.chunk(pieces).Select(piece => nn.Parameter(piece.clone())).ToList();
            var optimizer = optim.Adam(parameters, 0.1);
            for (var step = 0; step < 5; step++)
            {
                optimizer.zero_grad();
                nn.utils.parameters_to_vector(parameters).sin().sum().backward();
                optimizer.step();
            }
            return nn.utils.parameters_to_vector(parameters).detach();
        }
    }

    [Fact]
    public void Other_layouts_and_types_take_the_operators()
    {
        var (dense, strided) = (nn.Parameter(torch.ones(3, 2)), nn.Parameter(torch.ones(2, 3).t()));
        Assert.False(FusedRange.Fits(ScalarType.Float32, strided));
        Assert.True(FusedRange.Fits(ScalarType.Float32, dense));
        Assert.False(FusedRange.Fits(ScalarType.Float64, dense));
        Assert.False(FusedRange.Fits(ScalarType.ComplexFloat32, torch.zeros(2, ScalarType.ComplexFloat32)));
        var optimizer = optim.Adam([dense, strided], 0.1);
        (dense.square().sum() + strided.square().sum()).backward();
        optimizer.step();
        Assert.True(dense.detach().allclose(strided.detach()));
        Assert.Equal(0.9, dense.detach()[0, 0].item<float>(), 1e-6);
    }

    [Fact]
    public void A_graph_that_saved_the_parameter_notices_the_step()
    {
        var parameter = nn.Parameter(torch.ones(3));
        var optimizer = optim.Adam([parameter]);
        var loss = parameter.square().sum();
        loss.backward(retain_graph: true);
        optimizer.step();
        var failure = Assert.ThrowsAny<Exception>(() => loss.backward());
        Assert.Contains("modified by an inplace operation", failure.Message, StringComparison.Ordinal);
    }

    private static Tensor[] Copies(Tensor[] tensors) =>
        [nn.Parameter(tensors[0].clone()), .. tensors[1..].Select(tensor => tensor.clone())];
}
