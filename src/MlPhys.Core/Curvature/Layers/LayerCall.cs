using static TorchSharp.torch;

namespace MlPhys.Curvature.Layers;

/// <summary>One call of a layer within a forward pass.</summary>
/// <param name="Layer">The layer; one that is used twice has two calls.</param>
/// <param name="Input">What it received, on the path of autograd's graph.</param>
/// <param name="Output">What it returned (a dense layer's pre-activation), on the path of autograd's graph.</param>
public sealed record LayerCall(NetworkLayer Layer, Tensor Input, Tensor Output);
