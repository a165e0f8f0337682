using MlPhys.Display;

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

    /// <summary>The value in every form that it has.</summary>
    DisplayBundle Display(CellValue value);

    /// <summary>The names that fit at a place in the code.</summary>
    CodeCompletion Complete(string code, int position);

    /// <summary>What is known of the name at a place in the code: signature and summary; null where nothing is.</summary>
    string? Describe(string code, int position);

    /// <summary>Whether the code can run as it stands, or goes on.</summary>
    Completeness Judge(string code);

    /// <summary>The names bound by cells, in order.</summary>
    IReadOnlyList<BoundName> BoundNames { get; }
}
