using System.Collections;
using System.Reflection;
using Microsoft.FSharp.Core;
using Microsoft.FSharp.Reflection;
using MlPhys.Display;

namespace MlPhys.Kernel.Session;

/// <summary>Collections of records, which read best as a table.</summary>
internal static class RecordRows
{
    private static readonly MethodInfo TableOf = typeof(Table).GetMethod(nameof(Table.Of))!;

    /// <summary>The value as a table; null where it is no finished collection of F# or C# records.</summary>
    /// <remarks>Lazy sequences are left alone: they may have no end.</remarks>
    public static Table? ToTable(object value) =>
        ElementType(value) is { } row && IsRecord(row)
            ? (Table)TableOf.MakeGenericMethod(row).Invoke(null, [value])!
            : null;

    private static Type? ElementType(object value) =>
        value is IEnumerable
            ? value
                .GetType()
                .GetInterfaces()
                .FirstOrDefault(type =>
                    type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>)
                )
                ?.GetGenericArguments()[0]
            : null;

    private static bool IsRecord(Type type) =>
        FSharpType.IsRecord(type, FSharpOption<BindingFlags>.None) || type.GetMethod("<Clone>$") is not null;
}
