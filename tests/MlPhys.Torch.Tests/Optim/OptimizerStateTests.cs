using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Torch.Tests.Optim;

public sealed class OptimizerStateTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    private static readonly Dictionary<string, Func<IEnumerable<Parameter>, OptimizerHelper>> Makers = new()
    {
        ["SGD"] = p => optim.SGD(p, 0.1, 0.9),
        ["Adam"] = p => optim.Adam(p, 0.1, amsgrad: true),
        ["AdamW"] = p => optim.AdamW(p, 0.1, weight_decay: 0.1),
        ["RMSProp"] = p => optim.RMSProp(p, 0.1, momentum: 0.5, centered: true),
        ["Adagrad"] = p => optim.Adagrad(p, 0.1, 0.1),
    };

    public static TheoryData<string> Names => [.. Makers.Keys];

    public void Dispose() => File.Delete(file);

    [Theory]
    [MemberData(nameof(Names))]
    public void Resuming_from_a_file_or_a_dictionary_takes_the_same_steps_to_the_bit(string name)
    {
        using var scope = NewDisposeScope();
        var whole = Task(name);
        whole.Run(6);
        var half = Task(name);
        half.Run(3);
        half.Optimizer.save_state_dict(file);

        var resumed = Task(name);
        resumed.CopyFrom(half);
        resumed.Optimizer.load_state_dict(file);
        resumed.Run(3);
        Assert.True(whole.Weight.Equals(resumed.Weight));

        var copied = Task(name);
        copied.CopyFrom(half);
        copied.Optimizer.load_state_dict(half.Optimizer.state_dict());
        half.Run(3);
        copied.Run(3);
        Assert.True(whole.Weight.Equals(copied.Weight));
        Assert.All(
            copied.Optimizer.state_dict().State.Zip(half.Optimizer.state_dict().State),
            pair => Assert.True(pair.First.ApproximatelyEquals(pair.Second))
        );
    }

    [Fact]
    public void A_state_that_does_not_fit_changes_nothing()
    {
        var adam = Task("Adam");
        adam.Run(2);
        adam.Optimizer.save_state_dict(file);
        Assert.Throws<InvalidDataException>(() => Task("SGD").Optimizer.load_state_dict(file));

        var other = optim.Adam([nn.Parameter(torch.zeros(3)), nn.Parameter(torch.zeros(7))], 0.1, amsgrad: true);
        var failure = Assert.Throws<InvalidDataException>(() => other.load_state_dict(file));
        Assert.Contains("[2, 3]", failure.Message, StringComparison.Ordinal);
        Assert.All(other.state_dict().State.Cast<Adam.State>(), state => Assert.Equal(0, state.step));
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^5]);
        var untouched = Task("Adam");
        Assert.Throws<InvalidDataException>(() => untouched.Optimizer.load_state_dict(file));
        Assert.All(untouched.Optimizer.state_dict().State.Cast<Adam.State>(), state => Assert.Equal(0, state.step));
    }

    [Fact]
    public void Groups_have_their_own_options_and_take_the_rest_from_the_optimiser()
    {
        var (a, b) = (nn.Parameter(torch.zeros(1)), nn.Parameter(torch.zeros(1)));
        var optimizer = optim.SGD([new SGD.ParamGroup([a], 0.5), new SGD.ParamGroup { Parameters = [b] }], 0.1, 0.9);
        (a.grad, b.grad) = (torch.ones(1), torch.ones(1));
        optimizer.step();
        Assert.Equal((-0.5f, -0.1f), (a.detach().item<float>(), b.detach().item<float>()));
        var groups = optimizer.ParamGroups.ToList();
        Assert.Equal([0.5, 0.1], groups.Select(group => group.LearningRate));
        Assert.Equal([0.0, 0.9], groups.Cast<optim.IMomentum>().Select(group => group.Momentum));
        groups[1].LearningRate = 1;
        optimizer.step();
        Assert.Equal(-0.1f - 1.9f, b.detach().item<float>(), 1e-6f);
        Assert.Equal(2, optimizer.parameters().Count());

        var extra = nn.Parameter(torch.zeros(1));
        optimizer.add_param_group(new SGD.ParamGroup { Parameters = [extra] });
        Assert.Equal(3, optimizer.parameters().Count());
        Assert.Throws<ArgumentException>(() => optimizer.add_param_group(new SGD.ParamGroup { Parameters = [a] }));
    }

    [Fact]
    public void Betas_belong_to_each_group()
    {
        var optimizer = optim.Adam([new Adam.ParamGroup([nn.Parameter(torch.zeros(1))], beta1: 0.5)], beta1: 0.8);
        var group = (optim.IBetas)optimizer.ParamGroups.Single();
        Assert.Equal((0.5, 0.999), group.Betas);
        Assert.Equal((0.8, 0.999), optimizer.Betas);
        group.Betas = (0.1, 0.2);
        Assert.Equal(0.1, ((Adam.Options)optimizer.state_dict().Options[0]).beta1);
    }

    [Fact]
    public void Nonsense_is_refused_when_the_optimiser_is_made()
    {
        Parameter[] one = [nn.Parameter(torch.zeros(1))];
        Assert.Throws<ArgumentOutOfRangeException>(() => optim.SGD(one, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => optim.SGD(one, double.NaN));
        Assert.Throws<ArgumentException>(() => optim.SGD(one, 0.1, nesterov: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => optim.Adam(one, beta2: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => optim.AdamW(one, eps: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => optim.RMSProp(one, momentum: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => optim.Adagrad(one, lr_decay: -1));
        Assert.Throws<ArgumentException>(() => optim.Adam(Array.Empty<Parameter>()));
    }

    [Fact]
    public void A_parameter_without_a_gradient_stays()
    {
        var parameter = nn.Parameter(torch.ones(2));
        using var optimizer = optim.Adam([("only", parameter)]);
        Assert.Null(optimizer.step());
        Assert.Equal([1f, 1], parameter.detach().data<float>().ToArray());
        parameter.grad = torch.ones(2);
        optimizer.zero_grad();
        Assert.Equal(0, parameter.grad!.sum().item<float>());
    }

    private static TrainingTask Task(string name) => new(Makers[name]);

    /// <summary>A small fit that is the same each time.</summary>
    private sealed class TrainingTask
    {
        private readonly Parameter bias = nn.Parameter(torch.zeros(2));

        public TrainingTask(Func<IEnumerable<Parameter>, OptimizerHelper> make) => Optimizer = make([Weight, bias]);

        public Parameter Weight { get; } = nn.Parameter(torch.linspace(-1, 1, 6).reshape(2, 3));
        public OptimizerHelper Optimizer { get; }

        public void Run(int steps)
        {
            for (var step = 0; step < steps; step++)
            {
                Optimizer.zero_grad();
                ((Weight.square().sum(1) + bias).exp().sum() - Weight.sum()).backward();
                Optimizer.step();
            }
        }

        public void CopyFrom(TrainingTask other)
        {
            using var untracked = no_grad();
            Weight.copy_(other.Weight);
            bias.copy_(other.bias);
        }
    }
}
