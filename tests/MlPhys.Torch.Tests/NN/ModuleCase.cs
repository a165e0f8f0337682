using TorchSharp;
using static TorchSharp.torch;

namespace MlPhys.Torch.Tests.NN;

/// <summary>A module, inputs for it and what shape comes out: all that the contract tests need.</summary>
/// <param name="Name">Names the case.</param>
/// <param name="Make">A fresh module in float32.</param>
/// <param name="Inputs">Fresh inputs of the given type; the first gets a gradient if it is floating point.</param>
/// <param name="Apply">Calls the module.</param>
/// <param name="Output">The shape of the result.</param>
internal sealed record ModuleCase(
    string Name,
    Func<nn.Module> Make,
    Func<ScalarType, Tensor[]> Inputs,
    Func<nn.Module, Tensor[], Tensor> Apply,
    long[] Output
)
{
    /// <summary>Whether a call depends on chance while training.</summary>
    public bool IsRandom { get; init; }

    /// <summary>A case of one tensor in, one out.</summary>
    public static ModuleCase Of(string name, Func<nn.Module<Tensor, Tensor>> make, long[] input, long[] output) =>
        new(
            name,
            make,
            type => [Noise(type, input)],
            (module, x) => ((nn.Module<Tensor, Tensor>)module).call(x[0]),
            output
        );

    /// <summary>The same numbers for the same shape on every run, whatever else draws from libtorch's generator.</summary>
    public static Tensor Noise(ScalarType type, params long[] shape) =>
        torch.randn(shape, ScalarType.Float64, generator: new Generator(7)).to(type);

    public override string ToString() => Name;
}
