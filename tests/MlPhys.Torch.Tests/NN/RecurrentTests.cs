using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlPhys.Torch.Tests.NN;

/// <summary>Recurrent layers against their recursions.</summary>
public class RecurrentTests
{
    private readonly Tensor x = ModuleCase.Noise(ScalarType.Float64, 4, 1, 3);

    [Fact]
    public void Rnn_is_its_recursion()
    {
        var layer = RNN(3, 2).to(ScalarType.Float64);
        var (w, u, b) = Weights(layer);
        var h = torch.zeros(1, 2, ScalarType.Float64);
        for (var t = 0; t < 4; t++)
            h = (x[t].matmul(w.t()) + h.matmul(u.t()) + b).tanh();
        var (output, last) = layer.call(x);
        Same(h, output[3]);
        Same(h, last[0]);
    }

    [Fact]
    public void Gru_is_its_recursion()
    {
        var layer = GRU(3, 2).to(ScalarType.Float64);
        var (w, u, _) = Weights(layer);
        var (b, c) = (layer.get_parameter("bias_ih_l0")!, layer.get_parameter("bias_hh_l0")!);
        var h = torch.zeros(1, 2, ScalarType.Float64);
        for (var t = 0; t < 4; t++)
        {
            var (a, v) = ((x[t].matmul(w.t()) + b).chunk(3, 1), (h.matmul(u.t()) + c).chunk(3, 1));
            var (r, z) = ((a[0] + v[0]).sigmoid(), (a[1] + v[1]).sigmoid());
            h = (1 - z) * (a[2] + r * v[2]).tanh() + z * h;
        }
        Same(h, layer.call(x).Item2[0]);
    }

    [Fact]
    public void Lstm_is_its_recursion_and_takes_an_initial_state()
    {
        var layer = LSTM(3, 2).to(ScalarType.Float64);
        var (w, u, b) = Weights(layer);
        var (h, c) = (torch.ones(1, 2, ScalarType.Float64), -torch.ones(1, 2, ScalarType.Float64));
        var initial = (h.unsqueeze(0), c.unsqueeze(0));
        for (var t = 0; t < 4; t++)
        {
            var gates = (x[t].matmul(w.t()) + h.matmul(u.t()) + b).chunk(4, 1);
            c = gates[1].sigmoid() * c + gates[0].sigmoid() * gates[2].tanh();
            h = gates[3].sigmoid() * c.tanh();
        }
        var (output, state, cell) = layer.call(x, initial);
        Same(h, output[3]);
        Same(h, state[0]);
        Same(c, cell[0]);
    }

    [Fact]
    public void Weights_have_the_names_of_pytorch()
    {
        Assert.Equal(
            [
                "weight_ih_l0",
                "weight_hh_l0",
                "bias_ih_l0",
                "bias_hh_l0",
                "weight_ih_l0_reverse",
                "weight_hh_l0_reverse",
                "bias_ih_l0_reverse",
                "bias_hh_l0_reverse",
            ],
            GRU(3, 2, bidirectional: true).state_dict().Keys
        );
        Assert.Equal([8L, 4], LSTM(3, 2, 2, bidirectional: true).get_parameter("weight_ih_l1")!.shape);
        var failure = Assert.Throws<ArgumentException>(() => GRU(4, 2).call(x));
        Assert.Contains("[4, 1, 3]", failure.Message, StringComparison.Ordinal);
    }

    private static (Tensor, Tensor, Tensor) Weights(Module layer) =>
        (
            layer.get_parameter("weight_ih_l0")!,
            layer.get_parameter("weight_hh_l0")!,
            layer.get_parameter("bias_ih_l0")! + layer.get_parameter("bias_hh_l0")!
        );

    private static void Same(Tensor expected, Tensor actual) =>
        Assert.True((expected - actual.reshape(expected.shape)).abs().max().item<double>() < 1e-13);
}
