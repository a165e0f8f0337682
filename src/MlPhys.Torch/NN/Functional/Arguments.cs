namespace TorchSharp;

internal readonly unsafe partial struct Argument
{
    internal static Argument Of(torch.nn.Reduction reduction) => Of((long)reduction);

    internal static Argument Of(Padding padding) => padding == Padding.Same ? Text("same"u8) : Text("valid"u8);
}
