namespace MlPhys.Kernel.Session;

/// <summary>What the compiler says of a place in the source: lines count from 1, columns from 0.</summary>
internal sealed record CellDiagnostic(
    string File,
    int Line,
    int Column,
    int EndLine,
    int EndColumn,
    bool IsError,
    string Code,
    string Message
)
{
    /// <summary>The form that editors and terminals make a link of: file(line,column): error code: message.</summary>
    public override string ToString() =>
        $"{File}({Line},{Column + 1}): {(IsError ? "error" : "warning")} {Code}: {Message}{Hint}";

    private string Hint =>
        Code == "FS0030" && Message.Contains("'it'", StringComparison.Ordinal)
            ? "\nThe cell ends in an expression whose type nothing fixes; say it, as in (failwith \"no data\": unit)."
            : "";
}
