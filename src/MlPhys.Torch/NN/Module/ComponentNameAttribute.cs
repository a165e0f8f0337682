using System.Reflection;

namespace TorchSharp.Utils;

/// <summary>Registers a field's tensor or module under a name other than the field's own.</summary>
[AttributeUsage(AttributeTargets.Field, Inherited = true, AllowMultiple = false)]
public sealed class ComponentNameAttribute : Attribute
{
    public string? Name { get; set; }
}

internal static class ComponentNames
{
    /// <summary>
    /// The registered name. The compiler's field behind an automatic property (C#: &lt;weight&gt;k__BackingField, F#: weight@)
    /// goes by the property's name.
    /// </summary>
    public static string ComponentName(this FieldInfo field) =>
        field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? WrittenName(field.Name);

    private static string WrittenName(string name) =>
        name.StartsWith('<') ? name[1..name.IndexOf('>', StringComparison.Ordinal)] : name.TrimEnd('@');
}
