using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using MlPhys.Display;

namespace MlPhys.Core.Tests.Architecture;

/// <summary>Holds Core to the floors of the house: a folder uses those above it in the list, subjects never each other.</summary>
public class FloorTests
{
    private static readonly string[] Floors =
    [
        "Files",
        "Display",
        "Figures",
        "Data",
        "Runs",
        "Numerics",
        "Training",
        "Flows",
        "Curvature",
        "Information",
    ];

    private static readonly string[] Subjects =
    [
        "SparseIdentification",
        "Turbulence",
        "LocalLearning",
        "Symmetries",
        "Scaling",
    ];

    [Fact]
    public void Every_public_type_stands_in_a_known_folder()
    {
        var strangers = typeof(IDisplayable)
            .Assembly.GetExportedTypes()
            .Select(type => type.Namespace ?? "")
            .Distinct()
            .Where(name => !Floors.Concat(Subjects).Contains(Folder(name)));
        Assert.Empty(strangers);
    }

    [Fact]
    public void A_folder_uses_only_the_floors_below_it()
    {
        var breaches =
            from use in Uses()
            where use.From != use.To && !MayUse(use.From, use.To)
            select $"{use.FromType} ({use.From}) uses {use.To}";
        Assert.Empty(breaches.Distinct());
    }

    private static bool MayUse(string from, string to)
    {
        var (user, used) = (Array.IndexOf(Floors, from), Array.IndexOf(Floors, to));
        return used >= 0 && (user < 0 || used < user);
    }

    private static string Folder(string name) => name.Split('.') is ["MlPhys", var folder, ..] ? folder : name;

    /// <summary>Every reference from one type of the assembly to another, read from signatures and method bodies.</summary>
    private static IEnumerable<(string From, string FromType, string To)> Uses()
    {
        using var file = new PEReader(File.OpenRead(typeof(IDisplayable).Assembly.Location));
        var metadata = file.GetMetadataReader();
        var uses = new List<(string, string, string)>();
        foreach (
            var type in typeof(IDisplayable)
                .Assembly.GetTypes()
                .Where(t => t.Namespace?.StartsWith("MlPhys", StringComparison.Ordinal) == true)
        )
        foreach (var used in TypesUsedBy(type, metadata, file))
            uses.Add((Folder(type.Namespace!), type.FullName!, Folder(used)));
        return uses;
    }

    private static IEnumerable<string> TypesUsedBy(Type type, MetadataReader metadata, PEReader file)
    {
        const BindingFlags all =
            BindingFlags.DeclaredOnly
            | BindingFlags.Public
            | BindingFlags.NonPublic
            | BindingFlags.Instance
            | BindingFlags.Static;
        var module = type.Module;
        IEnumerable<Type?> seen =
        [
            type.BaseType,
            .. type.GetInterfaces(),
            .. type.GetFields(all).Select(f => f.FieldType),
            .. type.GetMethods(all)
                .Cast<MethodBase>()
                .Concat(type.GetConstructors(all))
                .SelectMany(m => Signature(m).Concat(Body(m, metadata, file, module))),
        ];
        return from used in seen.OfType<Type>().SelectMany(Flatten)
            where
                used.Assembly == type.Assembly
                && used.Namespace?.StartsWith("MlPhys.", StringComparison.Ordinal) == true
            select used.Namespace!;
    }

    private static IEnumerable<Type> Signature(MethodBase method) =>
        method.GetParameters().Select(p => p.ParameterType).Concat(method is MethodInfo info ? [info.ReturnType] : []);

    private static IEnumerable<Type> Flatten(Type type) =>
        type.HasElementType ? Flatten(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Flatten).Append(type)
        : [type];

    private static IEnumerable<Type?> Body(MethodBase method, MetadataReader metadata, PEReader file, Module module)
    {
        var handle = (MethodDefinitionHandle)MetadataTokens.EntityHandle(method.MetadataToken);
        var address = metadata.GetMethodDefinition(handle).RelativeVirtualAddress;
        if (address == 0)
            return [];
        var code = file.GetMethodBody(address).GetILBytes() ?? [];
        var (typeArguments, methodArguments) = (
            method.DeclaringType!.GetGenericArguments(),
            method.IsGenericMethod ? method.GetGenericArguments() : []
        );
        return Tokens(code).Select(token => Owner(module, token, typeArguments, methodArguments)).ToArray();
    }

    private static Type? Owner(Module module, int token, Type[] typeArguments, Type[] methodArguments) =>
        module.ResolveMember(token, typeArguments, methodArguments) switch
        {
            Type type => type,
            MemberInfo member => member.DeclaringType,
            null => null,
        };

    /// <summary>The metadata tokens of types, methods and fields in a method body.</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length; )
        {
            var opcode = code[at] == 0xFE ? OpCodes.TwoByte[code[++at]] : OpCodes.OneByte[code[at]];
            at++;
            if (
                opcode.OperandType
                is System.Reflection.Emit.OperandType.InlineMethod
                    or System.Reflection.Emit.OperandType.InlineField
                    or System.Reflection.Emit.OperandType.InlineType
                    or System.Reflection.Emit.OperandType.InlineTok
            )
                yield return BitConverter.ToInt32(code, at);
            at += OpCodes.OperandSize(opcode, code, at);
        }
    }
}
