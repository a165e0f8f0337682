using System.Text;

namespace TorchSharp;

/// <summary>Native forms of what cannot be handed over as it is.</summary>
internal static class Handles
{
    /// <summary>The native tensors of a list; a null gives none. The list must be kept alive over the call.</summary>
    internal static nint[] Of(IList<torch.Tensor>? tensors)
    {
        if (tensors is null)
            return [];
        var handles = new nint[tensors.Count];
        for (var i = 0; i < handles.Length; i++)
            handles[i] = tensors[i]?.Handle ?? 0;
        return handles;
    }

    internal static nint[] Of(torch.Tensor?[] tensors) => Array.ConvertAll(tensors, tensor => tensor?.Handle ?? 0);

    internal static nint[] Of(ReadOnlySpan<torch.Tensor> tensors)
    {
        var handles = new nint[tensors.Length];
        for (var i = 0; i < handles.Length; i++)
            handles[i] = tensors[i].Handle;
        return handles;
    }

    internal static byte[] Utf8(string? text) => text is null ? [] : Encoding.UTF8.GetBytes(text);
}
