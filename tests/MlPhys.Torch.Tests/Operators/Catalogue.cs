using System.Reflection;
using TorchSharp;

namespace MlPhys.Torch.Tests.Operators;

/// <summary>Every method that was generated from the tables of operators.</summary>
internal static class Catalogue
{
    private const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Static
        | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    private static readonly Type[] Places =
    [
        typeof(torch),
        typeof(torch.Tensor),
        typeof(torch.linalg),
        typeof(torch.fft),
        typeof(torch.special),
    ];

    public static IReadOnlyList<MethodInfo> Methods { get; } =
    [.. Places.SelectMany(place => place.GetMethods(Declared)).Where(method => Operator(method) is not null)];

    public static string? Operator(MethodInfo method) => method.GetCustomAttribute<AtenAttribute>()?.Name;

    /// <summary>Reflection cannot hand over a span; the overload that takes an array calls the same operator.</summary>
    public static bool IsCallable(MethodInfo method) =>
        !method.GetParameters().Any(parameter => parameter.ParameterType.IsByRefLike);

    public static string Signature(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name))})";
}
