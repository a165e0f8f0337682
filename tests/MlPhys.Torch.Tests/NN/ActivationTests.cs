using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlPhys.Torch.Tests.NN;

/// <summary>Activations against their formulas in plain C#.</summary>
public class ActivationTests
{
    private static readonly Dictionary<
        string,
        (Func<Module<Tensor, Tensor>> Module, Func<double, double> Formula)
    > Cases = new()
    {
        ["ReLU"] = (() => ReLU(), x => Math.Max(0, x)),
        ["ReLU6"] = (() => ReLU6(), x => Math.Clamp(x, 0, 6)),
        ["LeakyReLU"] = (() => LeakyReLU(0.1), x => x > 0 ? x : 0.1 * x),
        ["PReLU"] = (() => PReLU(1, 0.3, dtype: ScalarType.Float64), x => x > 0 ? x : 0.3 * x),
        ["RReLU evaluated"] = (() => Evaluated(RReLU(0.2, 0.4)), x => x > 0 ? x : 0.3 * x),
        ["Hardtanh"] = (() => Hardtanh(-0.5, 2), x => Math.Clamp(x, -0.5, 2)),
        ["Threshold"] = (() => Threshold(0.25, -3), x => x > 0.25 ? x : -3),
        ["ELU"] = (() => ELU(1.5), x => x > 0 ? x : 1.5 * (Math.Exp(x) - 1)),
        ["CELU"] = (() => CELU(1.5), x => x > 0 ? x : 1.5 * (Math.Exp(x / 1.5) - 1)),
        ["SELU"] = (() => SELU(), x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1))),
        ["Softplus"] = (() => Softplus(2, 5), x => 2 * x > 5 ? x : Math.Log(1 + Math.Exp(2 * x)) / 2),
        ["GELU by tanh"] = (
            () => GELU(TorchSharp.Modules.GELU.Approximate.tanh),
            x => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))
        ),
        ["SiLU"] = (() => SiLU(), x => x * Logistic(x)),
        ["Mish"] = (() => Mish(), x => x * Math.Tanh(Math.Log(1 + Math.Exp(x)))),
        ["Hardswish"] = (() => Hardswish(), x => x * Math.Clamp(x + 3, 0, 6) / 6),
        ["Sigmoid"] = (() => Sigmoid(), Logistic),
        ["LogSigmoid"] = (() => LogSigmoid(), x => Math.Log(Logistic(x))),
        ["Hardsigmoid"] = (() => Hardsigmoid(), x => Math.Clamp(x + 3, 0, 6) / 6),
        ["Tanh"] = (() => Tanh(), Math.Tanh),
        ["Tanhshrink"] = (() => Tanhshrink(), x => x - Math.Tanh(x)),
        ["Softsign"] = (() => Softsign(), x => x / (1 + Math.Abs(x))),
        ["Hardshrink"] = (() => Hardshrink(0.7), x => Math.Abs(x) > 0.7 ? x : 0),
        ["Softshrink"] = (() => Softshrink(0.7), x => Math.Sign(x) * Math.Max(0, Math.Abs(x) - 0.7)),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Pointwise_activation_is_its_formula(string name)
    {
        using var scope = NewDisposeScope();
        var (module, formula) = Cases[name];
        double[] points = [-9, -3, -1.25, -0.5, -0.1, 0, 0.1, 0.3, 1, 2.75, 6.5, 30];
        var values = module().call(torch.tensor(points)).data<double>().ToArray();
        Assert.All(points.Zip(values), pair => Assert.Equal(formula(pair.First), pair.Second, 1e-12));
    }

    [Fact]
    public void Gelu_is_the_normal_distribution_function_times_x()
    {
        // Values of the normal distribution function from tables.
        var values = functional.gelu(torch.tensor([-2.0, -1, 0, 1, 2])).data<double>().ToArray();
        double[] expected =
        [
            -2 * 0.022750131948179195,
            -0.15865525393145707,
            0,
            0.8413447460685429,
            2 * 0.9772498680518208,
        ];
        Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    }

    [Fact]
    public void Softmax_sums_to_one_and_log_softmax_is_its_logarithm()
    {
        var x = torch.tensor([1000.0, 1001, 999]).reshape(1, 3);
        var soft = Softmax(1).call(x);
        var total = 1 + Math.Exp(1) + Math.Exp(-1);
        Assert.Equal(Math.Exp(1) / total, soft[0, 1].item<double>(), 1e-15);
        Assert.Equal(1 / total, Softmin(1).call(-x)[0, 0].item<double>(), 1e-15);
        Assert.Equal(-1 - Math.Log(total), LogSoftmax(1).call(x)[0, 2].item<double>(), 1e-14);
    }

    [Fact]
    public void Glu_gates_the_first_half_by_the_second()
    {
        var value = GLU().call(torch.tensor([2.0, 3, 0, 1])).data<double>().ToArray();
        Assert.Equal(1.0, value[0], 1e-14);
        Assert.Equal(3 * Logistic(1), value[1], 1e-14);
    }

    [Fact]
    public void In_place_changes_the_input_and_the_result_can_be_disposed_alone()
    {
        (string Name, Func<Tensor, Tensor> InPlace, Func<Tensor, Tensor> Copy)[] pairs =
        [
            ("relu", x => functional.relu(x, true), x => functional.relu(x)),
            ("relu6", x => functional.relu6(x, true), x => functional.relu6(x)),
            ("leaky_relu", x => functional.leaky_relu(x, 0.1, true), x => functional.leaky_relu(x, 0.1)),
            ("hardtanh", x => functional.hardtanh(x, -1, 1, true), x => functional.hardtanh(x)),
            ("threshold", x => functional.threshold(x, 0.1, 7, true), x => functional.threshold(x, 0.1, 7)),
            ("elu", x => functional.elu(x, 1, true), x => functional.elu(x, 1)),
            ("celu", x => functional.celu(x, 1, true), x => functional.celu(x, 1)),
            ("selu", x => functional.selu(x, true), x => functional.selu(x)),
            ("gelu", x => functional.gelu(x, true), x => functional.gelu(x)),
            ("silu", x => functional.silu(x, true), x => functional.silu(x)),
            ("mish", x => functional.mish(x, true), x => functional.mish(x)),
            ("hardswish", x => functional.hardswish(x, true), x => functional.hardswish(x)),
            ("hardsigmoid", x => functional.hardsigmoid(x, true), x => functional.hardsigmoid(x)),
            ("sigmoid", x => functional.sigmoid(x, true), x => functional.sigmoid(x)),
            ("tanh", x => functional.tanh(x, true), x => functional.tanh(x)),
            ("tanhshrink", x => functional.tanhshrink(x, true), x => functional.tanhshrink(x)),
            ("softsign", x => functional.softsign(x, true), x => functional.softsign(x)),
            ("rrelu", x => functional.rrelu(x, 0.1, 0.2, true), x => functional.rrelu(x, 0.1, 0.2)),
        ];
        foreach (var (name, inPlace, copy) in pairs)
        {
            var x = ModuleCase.Noise(ScalarType.Float64, 5);
            var expected = copy(x);
            inPlace(x).Dispose();
            Assert.True(x.Equals(expected), name);
        }
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static Module<Tensor, Tensor> Evaluated(Module<Tensor, Tensor> module)
    {
        module.eval();
        return module;
    }
}
