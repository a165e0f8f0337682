using System.Globalization;
using MlPhys.Kernel.Session;

namespace MlPhys.Kernel.Notebooks;

/// <summary>A cell of a notebook that does not compile or throws, told with file, line and message.</summary>
internal sealed class CellFailedException : Exception
{
    public CellFailedException()
        : this("a notebook cell failed") { }

    public CellFailedException(string message)
        : base(message) { }

    public CellFailedException(string message, Exception? inner)
        : base(message, inner) { }

    public static CellFailedException Of(string path, Cell cell, CellResult result) =>
        result.Failure is { } failure
            ? new CellFailedException(Thrown(path, cell, failure), failure)
            : new CellFailedException(
                string.Join('\n', result.Diagnostics.Where(d => d.IsError).Select(d => d with { File = path }))
            );

    private static string Thrown(string path, Cell cell, Exception failure)
    {
        var line = CellStackTrace.LineIn(Path.GetFullPath(path), failure) ?? cell.FirstLine;
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"{path}({line},1): error {failure.GetType().FullName}: {failure.Message}"
        );
        return string.Join('\n', [message, .. CellStackTrace.Frames(failure)]);
    }
}
