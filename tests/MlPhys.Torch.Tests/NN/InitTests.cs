using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlPhys.Torch.Tests.NN;

public class InitTests
{
    private const int Rows = 300;
    private const int Columns = 200;

    [Fact]
    public void Constants_fill()
    {
        var x = torch.empty(2, 3, ScalarType.Float64);
        Assert.Equal(6, init.ones_(x).sum().item<double>());
        Assert.Equal(0, init.zeros_(x).sum().item<double>());
        Assert.Equal(15, init.constant_(x, 2.5).sum().item<double>());
        Assert.Equal([1.0, 0, 0, 0, 1, 0], init.eye_(x).data<double>().ToArray());
        Assert.Throws<ArgumentException>(() => init.eye_(torch.zeros(3)));
    }

    [Fact]
    public void Dirac_hands_channels_on()
    {
        var layer = Conv2d(3, 2, 3, padding: 1, bias: false).to(ScalarType.Float64);
        init.dirac_(layer.weight);
        var x = ModuleCase.Noise(ScalarType.Float64, 1, 3, 4, 4);
        Assert.True(layer.call(x).Equals(x[.., ..2]));
    }

    [Fact]
    public void Fans_count_the_receptive_field()
    {
        Assert.Equal((3, 5), init.CalculateFanInAndFanOut(torch.zeros(5, 3)));
        Assert.Equal((3 * 4, 5 * 4), init.CalculateFanInAndFanOut(torch.zeros(5, 3, 2, 2)));
        Assert.Throws<ArgumentException>(() => init.CalculateFanInAndFanOut(torch.zeros(5)));
    }

    [Fact]
    public void Gains_are_those_of_the_papers()
    {
        Assert.Equal(1, init.calculate_gain(init.NonlinearityType.Sigmoid));
        Assert.Equal(5.0 / 3, init.calculate_gain(init.NonlinearityType.Tanh));
        Assert.Equal(Math.Sqrt(2), init.calculate_gain(init.NonlinearityType.ReLU));
        Assert.Equal(Math.Sqrt(2 / 1.25), init.calculate_gain(init.NonlinearityType.LeakyReLU, 0.5));
    }

    [Fact]
    public void Random_fills_have_their_moments()
    {
        HasMoments(init.uniform_(Fresh(), -1, 3, new Generator(1)), 1, 4 / Math.Sqrt(12));
        HasMoments(init.normal_(Fresh(), 2, 0.5, new Generator(1)), 2, 0.5);
        HasMoments(
            init.kaiming_normal_(Fresh(), nonlinearity: init.NonlinearityType.ReLU),
            0,
            Math.Sqrt(2.0 / Columns)
        );
        HasMoments(init.kaiming_uniform_(Fresh(), mode: init.FanInOut.FanOut), 0, Math.Sqrt(2.0 / Rows));
        HasMoments(init.xavier_uniform_(Fresh(), 2), 0, 2 * Math.Sqrt(2.0 / (Rows + Columns)));
        HasMoments(init.xavier_normal_(Fresh()), 0, Math.Sqrt(2.0 / (Rows + Columns)));
        // Of a normal law cut at ±1: variance 1 − 2φ(1)/(2Φ(1) − 1).
        HasMoments(
            init.trunc_normal_(Fresh(), a: -1, b: 1),
            0,
            Math.Sqrt(1 - 2 * 0.24197072451914337 / 0.6826894921370859)
        );
    }

    [Fact]
    public void Truncated_and_uniform_stay_within_their_bounds()
    {
        var x = init.trunc_normal_(Fresh(), mean: 1, std: 2, a: 0, b: 1.5);
        Assert.InRange(x.min().item<double>(), 0, 0.05);
        Assert.InRange(x.max().item<double>(), 1.45, 1.5);
        var bound = Math.Sqrt(6.0 / (Rows + Columns));
        Assert.InRange(init.glorot_uniform_(Fresh()).abs().max().item<double>(), 0.99 * bound, bound);
    }

    [Theory]
    [InlineData(4, 7)]
    [InlineData(7, 4)]
    [InlineData(5, 5)]
    public void Orthogonal_rows_or_columns(int rows, int columns)
    {
        var q = init.orthogonal_(torch.empty(rows, columns, ScalarType.Float64), 3);
        var gram = rows <= columns ? q.matmul(q.t()) : q.t().matmul(q);
        var deviation = gram - 9 * torch.eye(Math.Min(rows, columns), dtype: ScalarType.Float64);
        Assert.True(deviation.abs().max().item<double>() < 1e-13);
    }

    [Fact]
    public void Sparse_columns_have_their_share_of_zeros()
    {
        var x = init.sparse_(torch.empty(10, 4, ScalarType.Float64), 0.25);
        Assert.Equal([3L, 3, 3, 3], (x == 0.0).sum([0]).data<long>().ToArray());
    }

    [Fact]
    public void Initializers_leave_no_trace_in_autograd()
    {
        var weight = Parameter(torch.empty(4, 4));
        init.normal_(weight);
        init.orthogonal_(weight);
        Assert.True(weight.is_leaf && weight.requires_grad);
    }

    private static Tensor Fresh() => torch.empty(Rows, Columns, ScalarType.Float64);

    /// <summary>Within five standard errors: for 60,000 numbers a chance of less than one in a million.</summary>
    private static void HasMoments(Tensor x, double mean, double deviation)
    {
        var error = deviation / Math.Sqrt(Rows * Columns);
        Assert.Equal(mean, x.mean().item<double>(), 5 * error);
        Assert.Equal(deviation, x.std().item<double>(), 5 * error);
    }
}
