using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MlPhys.Torch.Generator;

/// <summary>Turns each table of operators (<c>Operators/*.ops</c>) into the methods that its lines declare.</summary>
[Generator]
public sealed class OperatorGenerator : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor BadLine = new(
        "MLT001",
        "Unreadable line in a table of operators",
        "{0}",
        "Operators",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true
    );

    /// <summary>Registers one source file for each table.</summary>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var tables = context.AdditionalTextsProvider.Where(text =>
            text.Path.EndsWith(".ops", StringComparison.Ordinal)
        );
        context.RegisterSourceOutput(tables, Generate);
    }

    private static void Generate(SourceProductionContext context, AdditionalText table)
    {
        var name = Path.GetFileNameWithoutExtension(table.Path);
        var declarations = new List<Declaration>();
        foreach (var line in table.GetText(context.CancellationToken)!.Lines)
        {
            var text = line.ToString().Trim();
            if (text.Length == 0 || text[0] == '#')
                continue;
            try
            {
                declarations.AddRange(Declaration.Parse(text));
            }
            catch (FormatException error)
            {
                var place = Location.Create(table.Path, line.Span, new LinePositionSpan());
                context.ReportDiagnostic(Diagnostic.Create(BadLine, place, $"{name}: '{text}': {error.Message}"));
            }
        }
        context.AddSource($"{name}.g.cs", SourceText.From(SourceWriter.Write(name, declarations), Encoding.UTF8));
    }
}
