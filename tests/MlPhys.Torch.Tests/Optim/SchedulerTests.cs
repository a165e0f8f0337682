using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;

namespace MlPhys.Torch.Tests.Optim;

/// <summary>Schedulers against their closed forms, from a rate of 0.5 over 25 epochs.</summary>
public class SchedulerTests
{
    private const double Rate = 0.5;
    private const int Epochs = 25;

    private static readonly Dictionary<string, (Func<Optimizer, LRScheduler> Make, Func<int, double> Factor)> Cases =
        new()
        {
            ["LambdaLR"] = (o => LambdaLR(o, t => 1.0 / (1 + t)), t => 1.0 / (1 + t)),
            ["MultiplicativeLR"] = (o => MultiplicativeLR(o, _ => 0.9), t => Math.Pow(0.9, t)),
            ["StepLR"] = (o => StepLR(o, 4, 0.3), t => Math.Pow(0.3, t / 4)),
            ["MultiStepLR"] = (
                o => MultiStepLR(o, [3, 8, 8], 0.5),
                t =>
                    t < 3 ? 1
                    : t < 8 ? 0.5
                    : 0.125
            ),
            ["ExponentialLR"] = (o => ExponentialLR(o, 0.8), t => Math.Pow(0.8, t)),
            ["PolynomialLR"] = (o => PolynomialLR(o, 10, 2), t => t < 10 ? Math.Pow(1 - t / 10.0, 2) : 0),
            ["ConstantLR"] = (o => ConstantLR(o, 0.25, 6), t => t < 6 ? 0.25 : 1),
            ["LinearLR"] = (o => LinearLR(o, 0.2, 0.8, 10), t => 0.2 + 0.6 * Math.Min(t, 10) / 10),
            ["CosineAnnealingLR"] = (
                o => CosineAnnealingLR(o, 8, 0.1),
                t => (0.1 + (Rate - 0.1) * (1 + Math.Cos(Math.PI * t / 8)) / 2) / Rate
            ),
            ["CyclicLR"] = (
                o => CyclicLR(o, 0.1, 0.9, step_size_up: 4, cycle_momentum: false),
                t => (0.1 + 0.8 * (t % 8 <= 4 ? t % 8 : 8 - t % 8) / 4) / Rate
            ),
            ["CyclicLR halving"] = (
                o => CyclicLR(o, 0.1, 0.9, 4, 4, impl.CyclicLR.Mode.Triangular2, cycle_momentum: false),
                t => (0.1 + 0.8 * (t % 8 <= 4 ? t % 8 : 8 - t % 8) / 4 / Math.Pow(2, t / 8)) / Rate
            ),
            ["CyclicLR decaying"] = (
                o => CyclicLR(o, 0.1, 0.9, 4, 4, impl.CyclicLR.Mode.ExpRange, 0.9, cycle_momentum: false),
                t => (0.1 + 0.8 * (t % 8 <= 4 ? t % 8 : 8 - t % 8) / 4 * Math.Pow(0.9, t)) / Rate
            ),
            ["SequentialLR"] = (
                o => SequentialLR(o, [ConstantLR(o, 0.1, 100), ExponentialLR(o, 0.9)], [5]),
                t => t < 5 ? 0.1 : Math.Pow(0.9, t - 5)
            ),
            ["ChainedLR"] = (
                o => ChainedLR([ConstantLR(o, 0.1, 4), ExponentialLR(o, 0.9)]),
                t => (t < 4 ? 0.1 : 1) * Math.Pow(0.9, t)
            ),
        };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rate_follows_the_closed_form(string name)
    {
        var (make, factor) = Cases[name];
        var optimizer = Sgd();
        var scheduler = make(optimizer);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            Assert.Equal(Rate * factor(epoch), optimizer.ParamGroups.Single().LearningRate, 1e-12);
            scheduler.step();
            Assert.Equal(optimizer.ParamGroups.Single().LearningRate, scheduler.get_last_lr().Single());
        }
    }

    [Theory]
    [InlineData("StepLR")]
    [InlineData("MultiStepLR")]
    [InlineData("ExponentialLR")]
    [InlineData("PolynomialLR")]
    [InlineData("ConstantLR")]
    [InlineData("LinearLR")]
    [InlineData("CosineAnnealingLR")]
    public void An_epoch_can_be_named(string name)
    {
        var (make, factor) = Cases[name];
        var optimizer = Sgd();
        var scheduler = make(optimizer);
        foreach (var epoch in new[] { 7, 2, 11 })
        {
            scheduler.step(epoch);
            Assert.Equal(Rate * factor(epoch), optimizer.ParamGroups.Single().LearningRate, 1e-12);
        }
    }

    [Fact]
    public void One_cycle_goes_up_and_down_and_the_momentum_against_it()
    {
        var optimizer = Sgd();
        var scheduler = OneCycleLR(
            optimizer,
            1.0,
            total_steps: 11,
            pct_start: 0.5454545454545454,
            anneal_strategy: impl.OneCycleLR.AnnealStrategy.Linear
        );
        var (rates, momenta) = (new List<double>(), new List<double>());
        for (var step = 0; step < 11; step++)
        {
            rates.Add(optimizer.ParamGroups.Single().LearningRate);
            momenta.Add(((IMomentum)optimizer.ParamGroups.Single()).Momentum);
            if (step < 10)
                scheduler.step();
        }
        Assert.Equal(0.04, rates[0], 1e-12);
        Assert.Equal(0.04 + 0.96 * 2 / 5, rates[2], 1e-12);
        Assert.Equal(1, rates[5], 1e-12);
        Assert.Equal(4e-6, rates[10], 1e-12);
        Assert.Equal(1 + (4e-6 - 1) / 5, rates[6], 1e-12);
        Assert.Equal(0.95, momenta[0], 1e-12);
        Assert.Equal(0.85, momenta[5], 1e-12);
        Assert.Equal(0.95, momenta[10], 1e-12);
        Assert.Throws<InvalidOperationException>(() => scheduler.step());
    }

    [Fact]
    public void One_cycle_in_three_phases_by_cosines_cycles_the_first_beta_of_adam()
    {
        var optimizer = torch.optim.Adam([nn.Parameter(torch.zeros(1))]);
        var scheduler = OneCycleLR(optimizer, 1.0, epochs: 5, steps_per_epoch: 4, pct_start: 0.25, three_phase: true);
        var group = (Adam.ParamGroup)optimizer.ParamGroups.Single();
        for (var step = 0; step < 4; step++)
            scheduler.step();
        Assert.Equal((1.0, 0.85), (group.LearningRate, group.Betas.Item1));
        for (var step = 4; step < 8; step++)
            scheduler.step();
        Assert.Equal(0.04, group.LearningRate, 1e-12);
        Assert.Equal(0.95, group.Betas.Item1, 1e-12);
        Assert.Throws<ArgumentException>(() =>
            OneCycleLR(torch.optim.Adagrad([nn.Parameter(torch.zeros(1))]), 1, total_steps: 5)
        );
        Assert.Throws<ArgumentException>(() => OneCycleLR(optimizer, 1));
    }

    [Fact]
    public void Plateau_waits_reduces_and_cools_down()
    {
        var optimizer = Sgd();
        var scheduler = ReduceLROnPlateau(optimizer, factor: 0.5, patience: 2, cooldown: 1, min_lr: [0.2]);
        double[] metrics = [1, 0.9, 0.9, 0.95, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9];
        var rates = new List<double>();
        foreach (var metric in metrics)
        {
            scheduler.step(metric);
            rates.Add(optimizer.ParamGroups.Single().LearningRate);
        }
        Assert.Equal([0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.2], rates.Take(9).ToArray());
        Assert.Equal(0.2, rates[^1]);
        Assert.Throws<InvalidOperationException>(scheduler.step);
        Assert.Throws<ArgumentException>(() => ReduceLROnPlateau(optimizer, "middle"));
    }

    [Fact]
    public void Plateau_of_a_metric_that_is_to_grow()
    {
        var optimizer = Sgd();
        var scheduler = ReduceLROnPlateau(optimizer, "max", patience: 0, threshold: 0.1, threshold_mode: "abs");
        scheduler.step(1.0);
        scheduler.step(1.2);
        Assert.Equal(Rate, optimizer.ParamGroups.Single().LearningRate);
        scheduler.step(1.25);
        Assert.Equal(Rate / 10, optimizer.ParamGroups.Single().LearningRate, 1e-15);
    }

    [Fact]
    public void Each_group_follows_from_its_own_rate()
    {
        var optimizer = torch.optim.SGD(
            [
                new SGD.ParamGroup([nn.Parameter(torch.zeros(1))], 1),
                new SGD.ParamGroup([nn.Parameter(torch.zeros(1))], 0.1),
            ],
            0.5
        );
        var scheduler = new impl.LambdaLR(optimizer, [t => 1, t => Math.Pow(2, t)]);
        scheduler.step();
        scheduler.step();
        Assert.Equal([1.0, 0.4], scheduler.get_last_lr().ToArray());
        Assert.Throws<ArgumentException>(() => new impl.LambdaLR(optimizer, [t => 1.0]));
        Assert.Throws<ArgumentException>(() => SequentialLR(optimizer, [StepLR(optimizer, 2)], [1]));
    }

    private static SGD Sgd() => torch.optim.SGD([nn.Parameter(torch.zeros(1))], Rate, momentum: 0.9);
}
