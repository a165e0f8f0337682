using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>How features lie in a tensor.</summary>
internal enum FeatureLayout
{
    /// <summary>The last dimension.</summary>
    Last,

    /// <summary>The second dimension, before spatial ones.</summary>
    Channel,

    /// <summary>The second and last dimension, each feature with its spatial places one after the other.</summary>
    Flattened,
}

/// <summary>A tensor that flows between layers.</summary>
/// <param name="Tensor">Its values on the probe.</param>
/// <param name="Space">Its features; null: those of the network's input, or of no known origin.</param>
/// <param name="Layout">How the features lie.</param>
/// <param name="Places">Spatial places of each feature where it is flattened.</param>
internal sealed record FlowValue(Tensor Tensor, SpaceBuilder? Space, FeatureLayout Layout, int Places = 1)
{
    /// <summary>The same entries in another shape; features are followed through a flattening alone.</summary>
    public FlowValue Reshaped(Tensor tensor)
    {
        if (tensor.shape.SequenceEqual(Tensor.shape))
            return this with { Tensor = tensor };
        if (Layout == FeatureLayout.Channel && tensor.dim() == 2 && tensor.shape[0] == Tensor.shape[0])
            return new FlowValue(tensor, Space, FeatureLayout.Flattened, (int)(tensor.shape[1] / Tensor.shape[1]));
        Space?.Fix();
        return new FlowValue(tensor, null, FeatureLayout.Last);
    }

    public static bool SameEntries(Tensor a, Tensor b)
    {
        if (a.numel() != b.numel() || a.dtype != b.dtype)
            return false;
        using var scope = NewDisposeScope();
        return a.reshape(-1).eq(b.reshape(-1)).all().item<bool>();
    }
}
