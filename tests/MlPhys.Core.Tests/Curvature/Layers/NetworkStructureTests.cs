using MlPhys.Curvature.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Curvature.Layers;

public class NetworkStructureTests
{
    [Fact]
    public void Gaussian_weights_have_the_variance_of_their_fan_in_and_no_biases()
    {
        using var model = CurvatureCases.Chain(nn.Conv2d(4, 50, 5), nn.ReLU(), nn.Flatten(), nn.Linear(50, 300));
        var parameters = ParameterVector.Of(model);
        parameters.WriteGaussian(1, gain: 2);
        var values = parameters.Read();
        foreach (var (slice, variance) in parameters.Slices.Zip([2.0 / 100, 0, 2.0 / 50, 0]))
        {
            var mean = values[slice.Offset..slice.End].Average(v => v * v);
            // The relative error of a variance from n numbers is sqrt(2 / n).
            Assert.InRange(Math.Abs(mean - variance), 0, 5 * variance * Math.Sqrt(2.0 / slice.Length));
        }
        parameters.WriteGaussian(1, gain: 2);
        Assert.Equal(values, parameters.Read());
    }

    [Fact]
    public void A_chain_is_read_layer_by_layer_with_the_places_of_its_parameters()
    {
        using var model = nn.Sequential(
            nn.Conv2d(1, 3, 3, padding: 1),
            nn.BatchNorm2d(3),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Linear(12, 5, false),
            nn.Tanh()
        );
        model.eval();
        var structure = NetworkStructure.Of(model);

        Assert.Equal(
            [
                nameof(ConvolutionLayer),
                nameof(NormalizationLayer),
                nameof(ActivationLayer),
                nameof(PoolLayer),
                nameof(ReshapeLayer),
                nameof(DenseLayer),
                nameof(ActivationLayer),
            ],
            structure.Layers.Select(layer => layer.GetType().Name)
        );
        Assert.Equal(27 + 3 + 3 + 3 + 60, structure.Parameters.Length);
        var dense = Assert.IsType<DenseLayer>(structure.Layers[5]);
        Assert.Equal(("5.weight", 36, 60), (dense.Weight.Name, dense.Weight.Offset, dense.Weight.Length));
        Assert.Null(dense.Bias);
        Assert.Empty(structure.Unknown);
        Assert.Empty(structure.Unclaimed);
    }

    [Fact]
    public void The_recording_holds_inputs_and_pre_activations_on_the_path_of_the_gradient()
    {
        using var model = nn.Sequential(nn.Linear(4, 6), nn.ReLU(inplace: true), nn.Linear(6, 2));
        model.to(ScalarType.Float64);
        var structure = NetworkStructure.Of(model);
        using var input = randn(5, 4, dtype: ScalarType.Float64);
        using var recording = structure.Record(input);
        var (first, last) = (recording.Calls[0], recording.Calls[2]);

        Assert.True(first.Input.allclose(input));
        Assert.True(first.Output.min().item<double>() < 0);
        Assert.True(last.Input.allclose(nn.functional.relu(first.Output)));
        Assert.True(last.Output.allclose(recording.Output));

        using var weights = randn(5, 2, dtype: ScalarType.Float64);
        var weight = ((Linear)first.Layer.Module).weight;
        var gradients = autograd.grad([recording.Output], [first.Output, weight], [weights]);
        Assert.True(gradients[0].t().mm(first.Input).allclose(gradients[1]));
    }

    [Fact]
    public void A_layer_used_twice_stands_once_and_is_called_twice()
    {
        using var model = new Residual();
        var structure = NetworkStructure.Of(model);
        using var input = randn(3, 4);
        using var recording = structure.Record(input);

        Assert.Equal(["inner"], structure.Layers.Select(layer => layer.Name));
        Assert.Equal(["inner", "inner"], recording.Calls.Select(call => call.Layer.Name));
        Assert.Equal(["scale"], structure.Unclaimed.Select(slice => slice.Name));
        Assert.True(recording.Calls[1].Input.allclose(input + recording.Calls[0].Output));
    }

    [Fact]
    public void Layers_that_are_not_known_are_named()
    {
        using var model = nn.Sequential(("in", nn.Linear(4, 4)), ("prelu", nn.PReLU(1)));
        Assert.Equal(["prelu"], NetworkStructure.Of(model).Unknown.Select(layer => layer.Name));
    }

    [Fact]
    public void The_parameter_vector_is_read_and_written_in_the_order_of_the_parameters()
    {
        using var model = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1));
        var parameters = NetworkStructure.Of(model).Parameters;
        var values = Enumerable.Range(0, 13).Select(i => (double)i).ToArray();
        parameters.Write(values);

        Assert.Equal(values, parameters.Read());
        Assert.Equal(9f, ((Linear)model[1]).weight[0, 0].item<float>());
        Assert.Throws<ArgumentException>(() => parameters.Write(new double[12]));
    }

    [Fact]
    public void Bad_modules_are_refused_by_name()
    {
        using var empty = nn.Sequential(nn.ReLU());
        Assert.Contains(
            "no trainable parameters",
            Assert.Throws<ArgumentException>(() => NetworkStructure.Of(empty)).Message
        );

        using var broken = nn.Sequential(nn.Linear(2, 2));
        using (no_grad())
            ((Linear)broken[0]).weight[1, 0] = float.NaN;
        Assert.Contains(
            "0.weight has NaN at entry 2",
            Assert.Throws<ArgumentException>(() => NetworkStructure.Of(broken)).Message
        );
    }

    private sealed class Residual : nn.Module<Tensor, Tensor>
    {
        private readonly Linear inner = nn.Linear(4, 4);
        private readonly Parameter scale = nn.Parameter(ones(1));

        public Residual()
            : base(nameof(Residual)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var first = input + inner.call(input);
            return scale * (first + inner.call(first));
        }
    }
}
