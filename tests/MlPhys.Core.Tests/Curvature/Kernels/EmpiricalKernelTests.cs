using MlPhys.Curvature.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Curvature.Kernels;

public class EmpiricalKernelTests
{
    public static TheoryData<string> Networks => [.. Zoo.Keys];

    private static readonly Dictionary<string, Func<(nn.Module<Tensor, Tensor> Network, Tensor Input)>> Zoo = new()
    {
        ["dense"] = () => (nn.Sequential(D(5, 7), nn.Tanh(), D(7, 6, bias: false), nn.ReLU(), D(6, 3)), X(4, 5)),
        ["dense over positions"] = () => (nn.Sequential(D(5, 4), nn.Tanh(), nn.Flatten(), D(12, 2)), X(4, 3, 5)),
        ["convolutions"] = () =>
            (
                nn.Sequential(
                    nn.Conv2d(2, 4, 3, padding: 1, dtype: float64),
                    nn.Tanh(),
                    nn.AvgPool2d(2),
                    nn.Conv2d(
                        4,
                        6,
                        (3, 2),
                        stride: (2, 1),
                        padding: (1, 0),
                        dilation: (1, 2),
                        groups: 2,
                        dtype: float64
                    ),
                    nn.Flatten(),
                    nn.Tanh(),
                    D(24, 3)
                ),
                X(3, 2, 8, 8)
            ),
        ["convolution in one dimension"] = () =>
            (
                nn.Sequential(nn.Conv1d(3, 4, 3, stride: 2, dtype: float64), nn.Tanh(), nn.Flatten(), D(12, 2)),
                X(3, 3, 8)
            ),
        ["layer norm"] = () => (nn.Sequential(D(5, 6), nn.LayerNorm(6, dtype: float64), nn.Tanh(), D(6, 2)), X(4, 5)),
        ["group norm"] = () =>
            (
                nn.Sequential(
                    nn.Conv2d(1, 4, 3, dtype: float64),
                    nn.GroupNorm(2, 4, dtype: float64),
                    nn.Tanh(),
                    nn.Flatten(),
                    D(16, 2)
                ),
                X(3, 1, 4, 4)
            ),
        ["batch norm at rest"] = () =>
        {
            var network = nn.Sequential(D(5, 6), nn.BatchNorm1d(6, dtype: float64), nn.Tanh(), D(6, 2));
            network.call(X(16, 5));
            network.eval();
            return (network, X(4, 5));
        },
        ["embedding"] = () =>
            (
                nn.Sequential(nn.Embedding(7, 3, dtype: float64), nn.Tanh(), nn.Flatten(), D(12, 2)),
                tensor(
                    new long[,]
                    {
                        { 1, 2, 1, 5 },
                        { 0, 1, 6, 6 },
                        { 2, 2, 2, 2 },
                    }
                )
            ),
        ["a layer used twice"] = () => (new Reused(), X(4, 5)),
        ["two layers of one weight"] = () =>
        {
            var (first, second) = (D(5, 5), D(5, 5));
            second.weight = first.weight;
            return (nn.Sequential(first, nn.Tanh(), second, nn.Tanh(), D(5, 2)), X(4, 5));
        },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Contraction_meets_explicit_Jacobians(string name)
    {
        using var scope = NewDisposeScope();
        var (network, input) = Zoo[name]();
        var check = EmpiricalKernel.Of(network).WithRates(p => p.Length % 3 + 0.5).Verify(input);
        Assert.InRange(check.Deviation, 0, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Blocks_under_a_small_budget_and_other_samples_give_the_same_numbers(string name)
    {
        using var scope = NewDisposeScope();
        var (network, input) = Zoo[name]();
        var kernel = EmpiricalKernel.Of(network);
        var whole = kernel.Full(input);
        var tight = kernel.WithMemoryBudget(Tightest(kernel, input));
        AssertNear(whole.Values, tight.Full(input).Values);
        var rest = input.narrow(0, 1, input.shape[0] - 1);
        AssertNear(
            Part(whole.Values, 0, whole.Outputs),
            kernel.Full(input.narrow(0, 0, 1), rest).Values,
            whole.Outputs
        );
        AssertNear(Part(kernel.Trace(input).Values, 0, 1), tight.Trace(input.narrow(0, 0, 1), rest).Values, 1);
        AssertNear(kernel.Diagonal(input).Values, tight.Diagonal(input).Values);
    }

    [Fact]
    public void Interacting_or_unknown_layers_are_refused()
    {
        using var scope = NewDisposeScope();
        var batch = nn.Sequential(("one", D(3, 4)), ("two", nn.BatchNorm1d(4, dtype: float64)), ("three", D(4, 1)));
        var message = Assert.Throws<ArgumentException>(() => EmpiricalKernel.Of(batch)).Message;
        Assert.Contains("'two'", message);
        Assert.Contains("eval()", message);
        Assert.Throws<ArgumentException>(() => EmpiricalKernel.Of(nn.Sequential(D(3, 4), nn.Dropout(0.5), D(4, 1))));
        Assert.Contains(
            "own",
            Assert.Throws<ArgumentException>(() => EmpiricalKernel.Of(new WithOwnParameter())).Message
        );
        var kernel = EmpiricalKernel.Of(nn.Sequential(D(3, 4), D(4, 1)));
        Assert.Throws<ArgumentException>(() => kernel.WithMemoryBudget(8).Full(X(2, 3)));
        Assert.Throws<ArgumentException>(() => kernel.WithRates(_ => -1).Full(X(2, 3)));
        Assert.Throws<ArgumentException>(() => kernel.Full(X(0, 3)));
        Assert.Throws<ArgumentException>(() => kernel.Diagonal(X(2, 3)).Observables());
    }

    private static long Tightest(EmpiricalKernel kernel, Tensor input)
    {
        for (var budget = 64L; ; budget = budget * 5 / 4)
            try
            {
                kernel.WithMemoryBudget(budget).Full(input);
                return budget;
            }
            catch (ArgumentException) { }
    }

    private static double[,] Part(double[,] whole, int firstRow, int side)
    {
        var part = new double[side, whole.GetLength(1) - side];
        for (var i = 0; i < side; i++)
        for (var j = 0; j < part.GetLength(1); j++)
            part[i, j] = whole[firstRow + i, side + j];
        return part;
    }

    private static void AssertNear(double[,] expected, double[,] actual, int _ = 0)
    {
        var largest = expected.Cast<double>().Max(Math.Abs);
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.GetLength(0); i++)
        for (var j = 0; j < expected.GetLength(1); j++)
            Assert.InRange(Math.Abs(expected[i, j] - actual[i, j]), 0, 1e-13 * largest);
    }

    private static Linear D(int fanIn, int fanOut, bool bias = true) => nn.Linear(fanIn, fanOut, bias, dtype: float64);

    private static Tensor X(params long[] shape) => randn(shape, float64);

    private sealed class Reused : nn.Module<Tensor, Tensor>
    {
        private readonly Linear first = D(5, 5);
        private readonly Linear last = D(5, 2);

        public Reused()
            : base("reused") => RegisterComponents();

        public override Tensor forward(Tensor input) => last.call(first.call(first.call(input).tanh()).tanh());
    }

    private sealed class WithOwnParameter : nn.Module<Tensor, Tensor>
    {
        private readonly Parameter own = nn.Parameter(ones(3, float64));
        private readonly Linear last = D(3, 2);

        public WithOwnParameter()
            : base("mine") => RegisterComponents();

        public override Tensor forward(Tensor input) => last.call(input * own);
    }
}
