using static TorchSharp.torch;

namespace MlPhys.Training;

/// <summary>Non-linearities as modules.</summary>
internal static class ActivationModule
{
    public static nn.Module<Tensor, Tensor> Of(MlpActivation activation) =>
        activation switch
        {
            MlpActivation.Relu => nn.ReLU(),
            MlpActivation.Tanh => nn.Tanh(),
            _ => new ErfModule(),
        };

    private sealed class ErfModule() : nn.Module<Tensor, Tensor>("erf")
    {
        public override Tensor forward(Tensor input) => input.erf();
    }
}
