using System.Collections.Immutable;
using FSharp.Compiler.Diagnostics;
using Microsoft.FSharp.Core;
using MlPhys.Display;
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
    private readonly CodeService service;
    private readonly ValueDisplay values;
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
        service = new CodeService(session);
        values = new ValueDisplay(this);
        notebook = new Notebook(outputs, values);
        session.AddBoundValue(nameof(notebook), notebook);
        session.EvalInteraction(Prelude, null);
    }

    public CellResult Evaluate(string code, string file, int firstLine, CancellationToken cancellation)
    {
        notebook.CancellationToken = cancellation;
        var text = new string('\n', firstLine - 1) + code + "\n";
        try
        {
            CellResult? result = null;
            Interruptible.Run(() => result = Evaluate(text, file), cancellation);
            return result!;
        }
        catch (OperationCanceledException interrupted)
        {
            return new CellResult(null, interrupted, []);
        }
    }

    private CellResult Evaluate(string code, string file)
    {
        var (outcome, diagnostics) = session.EvalInteractionNonThrowing(code, file, null);
        var found = diagnostics.Select(Diagnostic).ToImmutableArray();
        return outcome switch
        {
            Outcome.Choice1Of2 { Item: { Value: var value } } when IsShown(value.ReflectionType) => new(
                new CellValue(value.ReflectionValue, value.ReflectionType),
                null,
                found
            ),
            Outcome.Choice2Of2 { Item: not FsiCompilationException } thrown => new(null, thrown.Item, found),
            _ => new(null, null, found),
        };
    }

    public string Format(CellValue value) => session.FormatValue(value.Value!, value.Type);

    public DisplayBundle Display(CellValue value) => values.Of(value);

    public CodeCompletion Complete(string code, int position) => service.Complete(code, position);

    public string? Describe(string code, int position) => service.Describe(code, position);

    public Completeness Judge(string code) => service.Judge(code);

    public IReadOnlyList<BoundName> BoundNames =>
        [
            .. session
                .GetBoundValues()
                .Where(bound => bound.Name is not ("it" or "notebook" or "display"))
                .Select(bound => new BoundName(
                    bound.Name,
                    new CellValue(bound.Value.ReflectionValue, bound.Value.ReflectionType)
                )),
        ];

    public void Dispose() => ((IDisposable)session).Dispose();

    /// <summary>() says nothing, and what display returns is on the page already.</summary>
    private static bool IsShown(Type type) => type != typeof(Unit) && type != typeof(DisplayedValue);

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
