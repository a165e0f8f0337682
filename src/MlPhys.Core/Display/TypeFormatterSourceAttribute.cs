namespace MlPhys.Display;

/// <summary>Tells .NET Interactive, which looks for an attribute of this name, how to format a type.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>Type with a public parameterless constructor and a method CreateTypeFormatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>MIME types that the host shows unless asked for another, best first.</summary>
    public string[] PreferredMimeTypes { get; set; } = [];
}
