using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlPhys.Torch.Tests.NN;

public class ContainerTests
{
    [Fact]
    public void Sequential_is_indexed_and_sliced()
    {
        var chain = Sequential(Linear(2, 3), Tanh(), Linear(3, 1));
        Assert.Equal(3, chain.Count);
        Assert.IsType<TorchSharp.Modules.Tanh>(chain[1]);
        Assert.Equal(2, chain[1..].Count);
        Assert.Equal(2, chain[(null, 2)].Count);
        Assert.Equal(4, chain.append(Sigmoid()).Count);
        Assert.Equal(["0", "1", "2", "3"], chain.named_children().Select(child => child.name));
    }

    [Fact]
    public void Sequential_frees_what_lies_between_and_keeps_its_input()
    {
        Tensor? between = null;
        var spy = Tanh();
        spy.register_forward_hook(
            (_, _, y) =>
            {
                between = y;
                return y;
            }
        );
        var x = torch.ones(1, 2);
        var y = Sequential(spy, Linear(2, 2)).call(x);
        Assert.True(between!.IsInvalid);
        Assert.False(x.IsInvalid || y.IsInvalid);
        var same = Sequential().call(x);
        same.Dispose();
        Assert.False(x.IsInvalid);
        same = Sequential(new Same(), new Same()).call(x);
        same.Dispose();
        Assert.False(x.IsInvalid);
    }

    [Fact]
    public void Module_list_is_a_list_whose_members_are_children()
    {
        var list = ModuleList(Linear(1, 2), Linear(2, 3));
        list.append(Linear(3, 4, false));
        list.Insert(0, Linear(1, 1));
        Assert.Equal(4, list.Count);
        Assert.Equal(7, list.parameters().Count());
        Assert.Equal("3.weight", list.named_parameters().Last().name);
        list.RemoveAt(0);
        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias", "2.weight"], list.state_dict().Keys);
        list.eval();
        Assert.All(list, module => Assert.False(module.training));
    }

    [Fact]
    public void Module_dictionary_keeps_names_and_order()
    {
        var modules = ModuleDict(("z", Linear(1, 2)), ("a", Linear(2, 3)));
        modules.Add("m", Linear(1, 1, false));
        Assert.Equal(["z", "a", "m"], modules.keys());
        Assert.Equal(["z.weight", "z.bias", "a.weight", "a.bias", "m.weight"], modules.state_dict().Keys);
        Assert.Equal(3, modules["a"].out_features);
        Assert.True(modules.Remove("a"));
        Assert.False(modules.ContainsKey("a"));
        Assert.Equal(("m", 1), (modules[1].Item1, modules.IndexOf(modules[1])));
    }

    [Fact]
    public void Parameter_containers_register_and_convert()
    {
        var list = ParameterList(Parameter(torch.zeros(2)), Parameter(torch.zeros(3)));
        var named = ParameterDict(("slope", Parameter(torch.zeros(2))));
        var owner = new Owner(list, named).to(ScalarType.Float64);
        Assert.Equal(["list.0", "list.1", "named.slope"], owner.named_parameters().Select(entry => entry.name));
        Assert.All(owner.parameters(), parameter => Assert.Equal(ScalarType.Float64, parameter.dtype));
        Assert.Same(named["slope"], owner.get_parameter("named.slope"));
        Assert.Same(list[1], owner.get_parameter("list.1"));
    }

    private sealed class Same() : Module<Tensor, Tensor>(nameof(Same))
    {
        public override Tensor forward(Tensor input) => input;
    }

    private sealed class Owner : Module
    {
        private readonly Module list;
        private readonly Module named;

        public Owner(Module list, Module named)
            : base(nameof(Owner))
        {
            (this.list, this.named) = (list, named);
            RegisterComponents();
        }
    }
}
