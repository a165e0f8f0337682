namespace MlPhys.Display;

/// <summary>Tells .NET Interactive, which looks for an attribute of this name, how to format a type.</summary>
/// <remarks>No argument is a type: the tool that writes the API pages cannot read such attributes.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface)]
internal sealed class TypeFormatterSourceAttribute(params string[] preferredMimeTypes) : Attribute
{
    /// <summary>Type with a public parameterless constructor and a method CreateTypeFormatters.</summary>
    public Type FormatterSourceType { get; } = typeof(DisplayFormatterSource);

    /// <summary>MIME types that the host shows unless asked for another, best first.</summary>
    public string[] PreferredMimeTypes => preferredMimeTypes;
}
