namespace MlPhys.Torch.Generator;

/// <summary>One parameter of a declared method.</summary>
internal sealed class Parameter(string type, string name, string? fallback, bool isParams)
{
    public string Type => type;

    public string Name => name;

    public string Declaration =>
        $"{(isParams ? "params " : "")}{type} {name}{(fallback is null ? "" : $" = {fallback}")}";

    /// <summary>The local that pins a list or a text over the call, or null where nothing needs pinning.</summary>
    public string? Pin =>
        type switch
        {
            "long[]" or "long[]?" or "ReadOnlySpan<long>" => $"fixed (long* {Pinned} = {name})",
            "Size" => $"fixed (long* {Pinned} = {name}.Shape)",
            "double[]" or "double[]?" => $"fixed (double* {Pinned} = {name})",
            "Tensor[]" or "IList<Tensor>" or "ReadOnlySpan<Tensor>" or "Tensor[]?" =>
                $"fixed (nint* {Pinned} = Handles.Of({name}))",
            "string" or "string?" => $"fixed (byte* {Pinned} = {Bytes})",
            _ => null,
        };

    /// <summary>A statement that must come before the pinning.</summary>
    public string? Prepare => type is "string" or "string?" ? $"var {Bytes} = Handles.Utf8({name});" : null;

    /// <summary>How the parameter becomes an argument.</summary>
    public string Argument =>
        type switch
        {
            "long[]" => $"Argument.List({Pinned}, {name}.Length)",
            "long[]?" => $"{name} is null ? Argument.None : Argument.List({Pinned}, {name}.Length)",
            "ReadOnlySpan<long>" or "Size" => $"Argument.List({Pinned}, {name}.Length)",
            "double[]" => $"Argument.List({Pinned}, {name}.Length)",
            "double[]?" => $"{name} is null ? Argument.None : Argument.List({Pinned}, {name}.Length)",
            "Tensor[]" or "ReadOnlySpan<Tensor>" => $"Argument.List({Pinned}, {name}.Length)",
            "IList<Tensor>" => $"Argument.List({Pinned}, {name}.Count)",
            "string" => $"Argument.Of({Pinned}, {Bytes}.Length)",
            "string?" => $"{name} is null ? Argument.None : Argument.Of({Pinned}, {Bytes}.Length)",
            _ => $"Argument.Of({name})",
        };

    /// <summary>Whether the collector could free what the argument points to during the call.</summary>
    public bool NeedsKeepAlive =>
        type is "Tensor" or "Tensor?" or "Tensor[]" or "IList<Tensor>" or "Generator?" or "Scalar" or "Scalar?";

    private string Pinned => "p_" + name.TrimStart('@');

    private string Bytes => "utf8_" + name.TrimStart('@');

    /// <summary>Reads <c>params long[] shape</c>, <c>Scalar? min = null</c>.</summary>
    /// <exception cref="FormatException">The text is no parameter.</exception>
    public static Parameter Parse(string text)
    {
        var equals = text.IndexOf('=');
        var fallback = equals < 0 ? null : text.Substring(equals + 1).Trim();
        var left = (equals < 0 ? text : text.Substring(0, equals)).Trim();
        var isParams = left.StartsWith("params ", StringComparison.Ordinal);
        if (isParams)
            left = left.Substring(7);
        var space = left.LastIndexOf(' ');
        if (space < 0)
            throw new FormatException($"'{text}' is no parameter");
        return new(left.Substring(0, space).Trim(), left.Substring(space + 1), fallback, isParams);
    }
}
