using System.Collections.Immutable;
using System.Reflection;

namespace MlPhys.Display.Tables;

/// <summary>Columns from the public properties of records.</summary>
internal static class RecordColumns
{
    public static ImmutableArray<TableColumn> Of(Type declared, ImmutableArray<object?> rows)
    {
        var type =
            declared == typeof(object) ? rows.FirstOrDefault(r => r is not null)?.GetType() ?? declared : declared;
        if (IsScalar(type))
            return [new TableColumn("value", "", [.. rows.Select(Unwrapped)])];
        var members = Members(type);
        return
        [
            .. members.Select(m => new TableColumn(
                m.Name,
                m.GetCustomAttribute<UnitAttribute>()?.Unit ?? "",
                [.. rows.Select(row => row is null ? null : Unwrapped(Read(m, row)))]
            )),
        ];
    }

    /// <summary>Properties in the order of declaration; the fields of a value tuple.</summary>
    private static MemberInfo[] Members(Type type)
    {
        MemberInfo[] properties =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.CanRead && p.GetIndexParameters().Length == 0)
                .OrderBy(p => p.MetadataToken),
        ];
        return properties.Length > 0 ? properties : type.GetFields(BindingFlags.Public | BindingFlags.Instance);
    }

    private static object? Read(MemberInfo member, object row) =>
        member is PropertyInfo property ? property.GetValue(row) : ((FieldInfo)member).GetValue(row);

    private static bool IsScalar(Type type) =>
        type.IsPrimitive
        || type.IsEnum
        || type == typeof(string)
        || type == typeof(decimal)
        || type == typeof(DateTime);

    /// <summary>The content of an F# option (None is null already), known by name because Core has no FSharp.Core.</summary>
    private static object? Unwrapped(object? value) =>
        value?.GetType() is { IsGenericType: true } type
        && type.GetGenericTypeDefinition().FullName
            is "Microsoft.FSharp.Core.FSharpOption`1"
                or "Microsoft.FSharp.Core.FSharpValueOption`1"
            ? Content(value, type)
            : value;

    private static object? Content(object option, Type type) =>
        type.IsValueType && type.GetProperty("IsNone")!.GetValue(option) is true
            ? null
            : type.GetProperty("Value")!.GetValue(option);
}
