namespace MlPhys.Kernel.Session;

/// <summary>An F# session that evaluates cell after cell; one at a time.</summary>
internal interface IFSharpSession : IDisposable
{
    /// <summary>Compiles and runs a cell; errors are part of the result, never thrown.</summary>
    /// <param name="code">F# source.</param>
    /// <param name="file">Path under which diagnostics and stack traces speak of the code.</param>
    /// <param name="firstLine">Line of the file on which the code begins, from 1.</param>
    /// <param name="cancellation">Stops the running code, tight loops too.</param>
    CellResult Evaluate(string code, string file, int firstLine, CancellationToken cancellation);

    /// <summary>The value as F# Interactive prints it.</summary>
    string Format(CellValue value);
}
