using MlPhys.Kernel.Notebooks;

namespace MlPhys.Kernel.Magics;

internal sealed class ImportMagic : IMagic
{
    public string Name => "import";

    public string Summary => "run the code of a .fsx script or of an .ipynb or .dib notebook";

    public string Run(MagicContext context, string argument, string rest)
    {
        var path = Path.GetFullPath(argument.Trim('"'));
        foreach (var cell in NotebookFile.Read(path).Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            var result = context.Session.Evaluate(cell.Source, path, cell.FirstLine, context.Cancellation);
            if (!result.Succeeded)
                throw CellFailedException.Of(path, cell, result);
        }
        return rest;
    }
}
