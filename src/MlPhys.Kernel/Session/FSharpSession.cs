using System.Collections.Immutable;
using FSharp.Compiler.Diagnostics;
using Microsoft.FSharp.Core;
using static FSharp.Compiler.Interactive.Shell;
using Outcome = Microsoft.FSharp.Core.FSharpChoice<
    Microsoft.FSharp.Core.FSharpOption<FSharp.Compiler.Interactive.Shell.FsiValue>,
    System.Exception
>;

namespace MlPhys.Kernel.Session;

/// <summary>F# Interactive inside this process, with the MlPhys assemblies of this process referenced.</summary>
internal sealed class FSharpSession : IFSharpSession
{
    private const string Prelude = "let display value = notebook.Display value";

    private static readonly string[] Referenced = ["mlphys.dll", "MlPhys.Core.dll", "MlPhys.Torch.dll"];

    private readonly FsiEvaluationSession session;
    private readonly Notebook notebook;

    /// <summary>Starts the session.</summary>
    /// <param name="directory">Where relative paths of <c>#load</c> and <c>#r</c> begin.</param>
    /// <param name="outputs">Takes what cells show with <c>display</c>.</param>
    public FSharpSession(string directory, ICellOutputs outputs)
    {
        var home = AppContext.BaseDirectory;
        string[] options =
        [
            "mlphys",
            "--noninteractive",
            "--nologo",
            "--quiet",
            "--readline-",
            "--define:MLPHYS_HOST",
            "--nowarn:20",
            $"-I:{directory}",
            $"-I:{home}",
            .. Referenced.Select(name => "-r:" + Path.Combine(home, name)),
        ];
        session = FsiEvaluationSession.Create(
            FsiEvaluationSession.GetDefaultConfiguration(),
            options,
            TextReader.Null,
            TextWriter.Null,
            TextWriter.Null,
            null,
            null
        );
        Values = new ValueDisplay(this);
        notebook = new Notebook(outputs, Values);
        session.AddBoundValue(nameof(notebook), notebook);
        session.EvalInteraction(Prelude, null);
    }

    /// <summary>Turns values of this session into display bundles.</summary>
    public ValueDisplay Values { get; }

    public CellResult Evaluate(string code, string file, int firstLine, CancellationToken cancellation)
    {
        notebook.CancellationToken = cancellation;
        var (outcome, diagnostics) = session.EvalInteractionNonThrowing(
            new string('\n', firstLine - 1) + code + "\n",
            file,
            null
        );
        var found = diagnostics.Select(Diagnostic).ToImmutableArray();
        return outcome switch
        {
            Outcome.Choice1Of2 { Item: { Value: var value } } when value.ReflectionType != typeof(Unit) => new(
                new CellValue(value.ReflectionValue, value.ReflectionType),
                null,
                found
            ),
            Outcome.Choice2Of2 { Item: not FsiCompilationException } thrown => new(null, thrown.Item, found),
            _ => new(null, null, found),
        };
    }

    public string Format(CellValue value) => session.FormatValue(value.Value!, value.Type);

    public void Dispose() => ((IDisposable)session).Dispose();

    private static CellDiagnostic Diagnostic(FSharpDiagnostic d) =>
        new(
            d.FileName,
            d.StartLine,
            d.StartColumn,
            d.EndLine,
            d.EndColumn,
            d.Severity.IsError,
            d.ErrorNumberText,
            d.Message
        );
}
