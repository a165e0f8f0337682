using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>Finds where a tensor comes from by its entries: an earlier tensor, a sum of two, or a function of either.</summary>
internal sealed class FlowResolver(List<FlowValue> values)
{
    private static readonly (Func<Tensor, Tensor> Function, FeatureGroup Group)[] Functions =
    [
        (x => x, FeatureGroup.General),
        (x => x.relu(), FeatureGroup.Diagonal),
        (x => nn.functional.leaky_relu(x, 0.01), FeatureGroup.Diagonal),
        (x => x.tanh(), FeatureGroup.None),
        (x => x.sigmoid(), FeatureGroup.None),
        (x => nn.functional.gelu(x), FeatureGroup.None),
        (x => nn.functional.silu(x), FeatureGroup.None),
    ];

    /// <summary>The value; null where its origin is not known.</summary>
    public FlowValue? Find(Tensor tensor)
    {
        foreach (var parts in Candidates().Where(p => p[0].Tensor.numel() == tensor.numel()))
        {
            var source = parts.Length == 1 ? parts[0].Tensor : parts[0].Tensor + parts[1].Tensor;
            foreach (var (function, group) in source.is_floating_point() ? Functions : Functions[..1])
                if (FlowValue.SameEntries(function(source), tensor))
                    return Joined(parts, group).Reshaped(tensor);
        }
        return null;
    }

    private IEnumerable<FlowValue[]> Candidates()
    {
        for (var i = values.Count - 1; i >= 0; i--)
            yield return [values[i]];
        for (var i = values.Count - 1; i >= 0; i--)
        for (var j = i - 1; j >= 0; j--)
            if (values[i].Tensor.is_floating_point() && values[i].Tensor.shape.SequenceEqual(values[j].Tensor.shape))
                yield return [values[i], values[j]];
    }

    private static FlowValue Joined(FlowValue[] parts, FeatureGroup group)
    {
        foreach (var part in parts)
            part.Space?.Restrict(group);
        if (parts.Length == 1)
            return parts[0];
        if (parts is [{ Space: { } first }, { Space: { } second }])
            return parts[0] with { Space = SpaceBuilder.Merge(first, second) };
        foreach (var part in parts)
            part.Space?.Fix();
        return parts[0] with { Space = null };
    }
}
