using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlPhys.Torch.Tests.NN;

public class ModuleTreeTests
{
    [Fact]
    public void Fields_and_properties_are_registered_under_their_names()
    {
        var net = new Net();
        Assert.Equal(
            ["Slope", "front.bias", "front.weight", "gain", "offset"],
            net.state_dict().Keys.Order(StringComparer.Ordinal)
        );
        Assert.Equal(["front"], net.named_children().Select(child => child.name));
        Assert.Equal(4, net.parameters().Count());
        Assert.Equal(["offset"], net.named_buffers().Select(buffer => buffer.name));
        Assert.Same(net.front.weight, net.get_parameter("front.weight"));
        Assert.True(net.has_buffer("offset"));
        Assert.False(net.has_parameter("front.nothing"));
        Assert.Null(net.get_parameter("nowhere.weight"));
        Assert.Equal(nameof(Net), net.GetName());
    }

    [Fact]
    public void Deep_names_are_joined_by_dots()
    {
        var tree = Sequential(("a", Sequential(("b", Linear(2, 2)), ("c", Tanh()))), ("d", Linear(2, 2, false)));
        Assert.Equal(["a", "d", "a.b", "a.c"], tree.named_modules().Select(entry => entry.name));
        Assert.Equal(["a.b.weight", "a.b.bias", "d.weight"], tree.named_parameters().Select(entry => entry.name));
        Assert.Empty(tree.named_parameters(recurse: false));
        Assert.Same(tree.get_parameter("a.b.bias"), tree.named_parameters().ElementAt(1).parameter);
    }

    [Fact]
    public void A_shared_parameter_is_listed_once_and_saved_under_both_names()
    {
        var one = Linear(2, 2, false);
        var tree = Sequential(("one", one), ("other", Linear(one.weight)));
        Assert.Equal(["one.weight"], tree.named_parameters().Select(entry => entry.name));
        Assert.Equal(["one.weight", "other.weight"], tree.state_dict().Keys);
    }

    [Fact]
    public void Buffers_that_do_not_persist_stay_out_of_the_state()
    {
        var module = new Net();
        module.register_buffer("scratch", torch.zeros(3), persistent: false);
        Assert.Contains("scratch", module.named_buffers().Select(entry => entry.name));
        Assert.DoesNotContain(
            "scratch",
            module.named_buffers(include_nonpersistent: false).Select(entry => entry.name)
        );
        Assert.DoesNotContain("scratch", module.state_dict().Keys);
    }

    [Fact]
    public void Names_are_refused_when_taken_or_dotted()
    {
        var module = new Net();
        Assert.Throws<InvalidOperationException>(() => module.register_buffer("gain", torch.zeros(1)));
        Assert.Throws<InvalidOperationException>(() => module.register_parameter("front", Parameter(torch.zeros(1))));
        Assert.Throws<ArgumentException>(() => module.register_module("a.b", Linear(1, 1)));
        Assert.Throws<ArgumentException>(() => module.add_module("", Linear(1, 1)));
        Assert.Throws<InvalidOperationException>(() => ReLU().register_parameter("weight", Parameter(torch.zeros(1))));
    }

    [Fact]
    public void Conversion_keeps_every_tensor_the_same_object()
    {
        var net = new Net();
        var optimizer = optim.SGD(net.parameters(), 0.5);
        var weight = net.front.weight;
        net.forward(torch.ones(1, 3)).sum().backward();
        net.to(ScalarType.Float64);
        Assert.Same(weight, net.front.weight);
        Assert.Equal(ScalarType.Float64, weight.dtype);
        Assert.Equal(ScalarType.Float64, weight.grad!.dtype);
        Assert.Equal(ScalarType.Float64, net.get_buffer("offset")!.dtype);
        Assert.True(weight.requires_grad && weight.is_leaf);

        optimizer.zero_grad();
        var before = weight.detach().clone();
        net.forward(torch.ones(1, 3, ScalarType.Float64)).sum().backward();
        optimizer.step();
        Assert.False(weight.Equals(before));
        Assert.Throws<ArgumentException>(() => net.to(ScalarType.Int64));
        Assert.Equal(ScalarType.Float32, net.@float().front.weight.dtype);
    }

    [Fact]
    public void Integer_buffers_keep_their_type()
    {
        var norm = BatchNorm1d(3).to(ScalarType.Float64);
        Assert.Equal(ScalarType.Int64, norm.num_batches_tracked!.dtype);
        Assert.Equal(ScalarType.Float64, norm.running_var!.dtype);
    }

    [Fact]
    public void Hooks_watch_and_change_calls_until_removed()
    {
        var layer = Linear(2, 1, false).to(ScalarType.Float64);
        layer.weight = Parameter(
            torch.tensor(
                new double[,]
                {
                    { 1, 1 },
                }
            )
        );
        var log = new List<string>();
        var pre = layer.register_forward_pre_hook((_, x) => x * 10);
        var post = layer.register_forward_hook((_, x, y) => y + 1);
        var before = layer.register_forward_pre_hook(_ => log.Add("before"));
        var after = layer.register_forward_hook(_ => log.Add("after"));
        Assert.Equal(31, layer.call(torch.tensor([1.0, 2])).item<double>());
        Assert.Equal(["before", "after"], log);
        pre.remove();
        Assert.Equal(4, layer.call(torch.tensor([1.0, 2])).item<double>());
        post.remove();
        before.remove();
        after.remove();
        Assert.Equal(3, layer.call(torch.tensor([1.0, 2])).item<double>());
        Assert.Equal(4, log.Count);
    }

    [Fact]
    public void Modules_of_many_inputs_pass_them_through_hooks()
    {
        var sum = new Sum();
        Assert.Equal(21.0, sum.call(1, 2, 3, 4, 5, 6));
        sum.register_forward_pre_hook((_, a, b, c, d, e, f) => (a + 1, b, c, d, e, f));
        sum.register_forward_hook((_, a, b, c, d, e, f, total) => -total);
        Assert.Equal(-22.0, sum.call(1, 2, 3, 4, 5, 6));
    }

    [Fact]
    public void Apply_visits_children_first()
    {
        var order = new List<string>();
        Sequential(Linear(1, 1), Sequential(Tanh())).apply(module => order.Add(module.GetName()));
        Assert.Equal(["Linear", "Tanh", "Sequential", "Sequential"], order);
    }

    [Fact]
    public void What_a_module_holds_outlives_the_scope_that_it_was_made_in()
    {
        Linear layer;
        using (NewDisposeScope())
            layer = Linear(2, 2);
        Assert.Equal([2L, 2], layer.weight.shape);
        layer.Dispose();
        Assert.True(layer.weight.IsInvalid);
    }

    [Fact]
    public void Zero_grad_forgets_or_zeroes()
    {
        var layer = Linear(2, 2);
        layer.call(torch.ones(1, 2)).sum().backward();
        layer.zero_grad(set_to_none: false);
        Assert.Equal(0, layer.weight.grad!.abs().sum().item<float>());
        layer.zero_grad();
        Assert.Null(layer.weight.grad);
    }

    private sealed class Net : Module<Tensor, Tensor>
    {
        internal readonly Linear front = Linear(3, 2);
        private readonly Tensor offset = torch.zeros(2);

        public Net()
            : base(nameof(Net)) => RegisterComponents();

        [field: ComponentName(Name = "gain")]
        public Parameter Gain { get; } = Parameter(torch.ones(2));

        public Parameter Slope { get; } = Parameter(torch.ones(2));

        public override Tensor forward(Tensor input) => front.call(input) * Slope * Gain + offset;
    }

    private sealed class Sum() : Module<double, double, double, double, double, double, double>(nameof(Sum))
    {
        public override double forward(
            double input1,
            double input2,
            double input3,
            double input4,
            double input5,
            double input6
        ) => input1 + input2 + input3 + input4 + input5 + input6;
    }
}
