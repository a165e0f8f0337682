using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;

namespace MlPhys.Torch.Tests.Peers;

/// <summary>The cases of parity.py, here: the same seed gives the same weights, the same rule the same path.</summary>
[Collection(nameof(PythonParityTests))]
[CollectionDefinition(nameof(PythonParityTests), DisableParallelization = true)]
public class PythonParityTests(PythonTorch python) : IClassFixture<PythonTorch>
{
    private static readonly Dictionary<string, (Func<nn.Module> Make, long[] Shape)> ModuleCases = new()
    {
        ["Linear"] = (() => nn.Linear(3, 5), [4, 3]),
        ["PReLU"] = (() => nn.Sequential(nn.Linear(3, 2), nn.PReLU(2)), [4, 3]),
        ["Conv1d"] = (() => nn.Conv1d(2, 4, 3, 2, 1), [2, 2, 7]),
        ["Conv2d"] = (() => nn.Conv2d(4, 4, 3, dilation: 2, groups: 2), [1, 4, 6, 6]),
        ["Conv2d circular"] = (() => nn.Conv2d(2, 3, 3, padding: 1, padding_mode: PaddingModes.Circular), [1, 2, 5, 5]),
        ["Conv3d"] = (() => nn.Conv3d(2, 3, 2), [1, 2, 4, 3, 3]),
        ["ConvTranspose2d"] = (() => nn.ConvTranspose2d(2, 3, 3, 2, 1, 1), [1, 2, 3, 3]),
        ["Network"] = (
            () =>
                nn.Sequential(
                    nn.Conv2d(1, 4, 3),
                    nn.BatchNorm2d(4),
                    nn.GELU(),
                    nn.MaxPool2d(2),
                    nn.Flatten(),
                    nn.Linear(16, 8),
                    nn.LayerNorm(8),
                    nn.Dropout(0.3),
                    nn.SiLU(),
                    nn.Linear(8, 2),
                    nn.LogSoftmax(1)
                ),
            [5, 1, 6, 6]
        ),
        ["GRU"] = (() => nn.GRU(3, 4, 2, bidirectional: true), [5, 2, 3]),
        ["LSTM"] = (() => nn.LSTM(3, 4, batchFirst: true), [5, 2, 3]),
    };

    private static readonly Dictionary<string, (Func<Parameter[], Optimizer> Make, int Steps)> Paths = new()
    {
        ["SGD"] = (p => SGD(p, 1e-3, 0.9, nesterov: true, weight_decay: 0.01), 20),
        ["Adam"] = (p => Adam(p, 0.1, amsgrad: true, weight_decay: 0.1), 20),
        ["AdamW"] = (p => AdamW(p, 0.1, weight_decay: 0.1), 20),
        ["RMSProp"] = (p => RMSProp(p, 0.01, momentum: 0.5, centered: true), 20),
        ["Adagrad"] = (p => Adagrad(p, 0.5, 0.1), 20),
        ["LBFGS"] = (p => LBFGS(p, 0.1, 3), 20),
        ["LBFGS strong Wolfe"] = (p => LBFGS(p, 1, 3, line_search_fn: "strong_wolfe"), 10),
    };

    private static readonly Dictionary<string, Func<Optimizer, LRScheduler>> Schedules = new()
    {
        ["StepLR"] = o => StepLR(o, 4, 0.3),
        ["MultiStepLR"] = o => MultiStepLR(o, [3, 8, 8], 0.5),
        ["ExponentialLR"] = o => ExponentialLR(o, 0.8),
        ["PolynomialLR"] = o => PolynomialLR(o, 10, 2),
        ["ConstantLR"] = o => ConstantLR(o, 0.25, 6),
        ["LinearLR"] = o => LinearLR(o, 0.2, 0.8, 10),
        ["CosineAnnealingLR"] = o => CosineAnnealingLR(o, 8, 0.1),
        ["OneCycleLR"] = o => OneCycleLR(o, 1.0, 24),
        ["OneCycleLR of three phases"] = o =>
            OneCycleLR(
                o,
                1.0,
                24,
                pct_start: 0.25,
                three_phase: true,
                anneal_strategy: impl.OneCycleLR.AnnealStrategy.Linear
            ),
        ["CyclicLR"] = o => CyclicLR(o, 0.1, 0.9, 4, 6, impl.CyclicLR.Mode.Triangular2),
        ["SequentialLR"] = o => SequentialLR(o, [ConstantLR(o, 0.1, 100), ExponentialLR(o, 0.9)], [5]),
    };

    public static TheoryData<string> ModuleNames => [.. ModuleCases.Keys];
    public static TheoryData<string> PathNames => [.. Paths.Keys];
    public static TheoryData<string> ScheduleNames => [.. Schedules.Keys];

    [Theory]
    [MemberData(nameof(ModuleNames))]
    public void Seed_gives_the_weights_outputs_and_gradients_of_python(string name)
    {
        using var scope = NewDisposeScope();
        var (make, shape) = ModuleCases[name];
        torch.manual_seed(11);
        var module = make();
        var x = torch.randn(shape);
        var y = module switch
        {
            GRU gru => gru.call(x).Item1,
            LSTM lstm => lstm.call(x).Item1,
            _ => ((nn.Module<Tensor, Tensor>)module).call(x),
        };
        y.square().sum().backward();
        Agree(name, 2e-5, [y, .. module.parameters().Select(parameter => parameter.grad!)]);
    }

    [Theory]
    [MemberData(nameof(PathNames))]
    public void Optimiser_takes_the_path_of_python(string name)
    {
        using var scope = NewDisposeScope();
        var (make, steps) = Paths[name];
        var x = nn.Parameter(torch.tensor([-1.2, 1.0]));
        var optimizer = make([x]);
        var path = new List<Tensor>();
        for (var step = 0; step < steps; step++)
        {
            optimizer.step(() =>
            {
                optimizer.zero_grad();
                var loss = 100 * (x[1] - x[0].square()).square() + (1 - x[0]).square();
                loss.backward();
                return loss;
            });
            path.Add(x.detach().clone());
        }
        Agree(name, 1e-8, [.. path]);
    }

    [Theory]
    [MemberData(nameof(ScheduleNames))]
    public void Scheduler_gives_the_rates_and_momenta_of_python(string name)
    {
        var optimizer = SGD([nn.Parameter(torch.zeros(1))], 0.5, momentum: 0.9);
        var scheduler = Schedules[name](optimizer);
        var group = (SGD.ParamGroup)optimizer.ParamGroups.Single();
        var numbers = new List<double>();
        for (var epoch = 0; epoch < 24; epoch++)
        {
            numbers.AddRange([group.LearningRate, group.Momentum]);
            if (epoch < 23)
                scheduler.step();
        }
        Agree(name, 1e-12, torch.tensor(numbers));
    }

    [Fact]
    public void Plateau_reduces_where_python_does()
    {
        var optimizer = SGD([nn.Parameter(torch.zeros(1))], 0.5);
        var scheduler = ReduceLROnPlateau(optimizer, factor: 0.5, patience: 2, cooldown: 1);
        var rates = new List<double>();
        for (var epoch = 0; epoch < 24; epoch++)
        {
            scheduler.step(1.0 / (1 + epoch % 7));
            rates.Add(optimizer.ParamGroups.Single().LearningRate);
        }
        Agree("ReduceLROnPlateau", 1e-14, torch.tensor(rates));
    }

    private void Agree(string name, double tolerance, params Tensor[] numbers)
    {
        if (python.Answer(name) is not { } expected)
            return;
        var ours = torch.cat([.. numbers.Select(tensor => tensor.detach().to(ScalarType.Float64).reshape(-1))]);
        Assert.Equal(expected.Length, ours.numel());
        var deviation = (ours - torch.tensor(expected)).abs() / (1 + torch.tensor(expected).abs());
        Assert.InRange(deviation.max().item<double>(), 0, tolerance);
    }
}
