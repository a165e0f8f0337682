namespace MlPhys.Kernel.Magics;

/// <summary>Notebooks of several languages mark their F# cells; here every cell is one.</summary>
internal sealed class FSharpMagic : IMagic
{
    public string Name => "fsharp";

    public string Summary => "the cell is F#, as it would be without";

    public string Run(MagicContext context, string argument, string rest) => rest;
}
