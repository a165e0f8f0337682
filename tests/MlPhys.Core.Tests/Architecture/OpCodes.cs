using System.Reflection;
using System.Reflection.Emit;

namespace MlPhys.Core.Tests.Architecture;

/// <summary>The instruction set of the runtime, by encoded byte.</summary>
internal static class OpCodes
{
    public static readonly Dictionary<byte, OpCode> OneByte = All()
        .Where(o => o.Size == 1)
        .ToDictionary(o => (byte)o.Value);
    public static readonly Dictionary<byte, OpCode> TwoByte = All()
        .Where(o => o.Size == 2)
        .ToDictionary(o => (byte)o.Value);

    public static int OperandSize(OpCode opcode, byte[] code, int at) =>
        opcode.OperandType switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
            _ => 4,
        };

    private static IEnumerable<OpCode> All() =>
        typeof(System.Reflection.Emit.OpCodes)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (OpCode)field.GetValue(null)!);
}
