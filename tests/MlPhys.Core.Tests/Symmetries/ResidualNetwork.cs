using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Symmetries;

/// <summary>A stream of five features that a rectified branch reads and adds to.</summary>
internal sealed class ResidualNetwork : nn.Module<Tensor, Tensor>
{
    private readonly Linear embed = nn.Linear(7, 5, false);
    private readonly Linear inner = nn.Linear(5, 4, false);
    private readonly Linear outer = nn.Linear(4, 5, false);
    private readonly Linear head = nn.Linear(5, 6, false);

    public ResidualNetwork()
        : base(nameof(ResidualNetwork))
    {
        RegisterComponents();
        this.to(ScalarType.Float64);
    }

    public override Tensor forward(Tensor input)
    {
        var stream = embed.call(input);
        return head.call(stream + outer.call(inner.call(stream).relu()));
    }
}
