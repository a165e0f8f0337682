using TorchSharp;
using static TorchSharp.torch;

namespace MlPhys.Torch.Tests.NN;

/// <summary>What every module must do, whichever it is.</summary>
public class ModuleContractTests
{
    public static TheoryData<string> Names => [.. ModuleCases.All.Select(one => one.Name)];

    public static TheoryData<string, ScalarType> NamesAndTypes
    {
        get
        {
            var data = new TheoryData<string, ScalarType>();
            foreach (var one in ModuleCases.All)
            {
                data.Add(one.Name, ScalarType.Float32);
                data.Add(one.Name, ScalarType.Float64);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(NamesAndTypes))]
    public void Output_has_the_shape_and_the_type(string name, ScalarType type)
    {
        using var scope = NewDisposeScope();
        var (one, module) = Prepared(name, type);
        var output = one.Apply(module, one.Inputs(type));
        Assert.Equal(one.Output, output.shape);
        Assert.Equal(type, output.dtype);
        Assert.True(output.isfinite().all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_reaches_every_parameter(string name)
    {
        using var scope = NewDisposeScope();
        var (one, module) = Prepared(name, ScalarType.Float64);
        var inputs = one.Inputs(ScalarType.Float64);
        if (inputs[0].is_floating_point())
            inputs[0].requires_grad = true;
        Weighted(one.Apply(module, inputs)).backward();
        if (inputs[0].is_floating_point())
            Assert.True(inputs[0].grad!.abs().sum().item<double>() > 0);
        foreach (var (parameter, tensor) in module.named_parameters())
        {
            Assert.True(tensor.grad is not null, parameter);
            Assert.True(tensor.grad!.abs().sum().item<double>() > 0, parameter);
        }
        module.zero_grad();
        Assert.All(module.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_is_the_slope(string name)
    {
        using var scope = NewDisposeScope();
        var (one, module) = Prepared(name, ScalarType.Float64);
        if (one.IsRandom)
            module.eval();
        var inputs = one.Inputs(ScalarType.Float64);
        var variables = module.parameters().Cast<Tensor>().ToList();
        if (inputs[0].is_floating_point())
            variables.AddRange(inputs.Select(input => input.requires_grad_()));
        CentralDifferences.Check(() => Weighted(one.Apply(module, inputs)), variables);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_is_switched_in_the_whole_tree_and_evaluation_is_deterministic(string name)
    {
        using var scope = NewDisposeScope();
        var (one, module) = Prepared(name, ScalarType.Float32);
        var inputs = one.Inputs(ScalarType.Float32);
        Assert.True(module.training);
        if (one.IsRandom)
            Assert.False(one.Apply(module, inputs).Equals(one.Apply(module, inputs)));
        module.eval();
        Assert.False(module.training);
        Assert.All(module.modules(), child => Assert.False(child.training));
        Assert.True(one.Apply(module, inputs).Equals(one.Apply(module, inputs)));
        module.train();
        Assert.All(module.modules(), child => Assert.True(child.training));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void State_goes_over_to_another_module_to_the_bit(string name)
    {
        using var scope = NewDisposeScope();
        var (one, source) = Prepared(name, ScalarType.Float32);
        _ = one.Apply(source, one.Inputs(ScalarType.Float32));
        var (_, viaDictionary) = Prepared(name, ScalarType.Float32);
        viaDictionary.load_state_dict(source.state_dict());
        var (_, viaFile) = Prepared(name, ScalarType.Float32);
        using var stream = new MemoryStream();
        source.save(stream);
        stream.Position = 0;
        viaFile.load(stream);
        Assert.Equal(stream.Length, stream.Position);

        var inputs = one.Inputs(ScalarType.Float32);
        foreach (var module in new[] { source, viaDictionary, viaFile })
            module.eval();
        Assert.True(one.Apply(source, inputs).Equals(one.Apply(viaDictionary, inputs)));
        Assert.True(one.Apply(source, inputs).Equals(one.Apply(viaFile, inputs)));
    }

    /// <summary>A module whose parameters are all different from their initial values, so that forgotten ones show.</summary>
    private static (ModuleCase, nn.Module) Prepared(string name, ScalarType type)
    {
        var one = ModuleCases.All.Single(candidate => candidate.Name == name);
        var module = one.Make().to(type);
        using var untracked = no_grad();
        foreach (var parameter in module.parameters())
            parameter.add_(torch.randn(parameter.shape, type) * 0.1);
        return (one, module);
    }

    /// <summary>A scalar that each element of the output moves by another amount.</summary>
    private static Tensor Weighted(Tensor output) =>
        (output.reshape(-1) * torch.linspace(0.5, 1.7, output.numel(), output.dtype)).sum();
}
