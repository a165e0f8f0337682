using System.Reflection;
using MlPhys.Display;

namespace MlPhys.Kernel.Session;

/// <summary>The forms in which a value is shown: its own where it has them, else as F# Interactive prints it.</summary>
internal sealed class ValueDisplay(IFSharpSession session)
{
    public DisplayBundle Of(CellValue value) =>
        value.Value switch
        {
            IDisplayable displayable => displayable.ToDisplay(),
            { } rows when RecordRows.ToTable(rows) is { } table => table.ToDisplay(),
            { } other when OwnHtml(other) is { } html => Text(value).With(MimeType.Html, html),
            _ => Text(value),
        };

    private DisplayBundle Text(CellValue value) => DisplayBundle.OfText(session.Format(value));

    /// <summary>Many .NET charting and table libraries offer a parameterless ToHtml.</summary>
    private static string? OwnHtml(object value) =>
        value.GetType().GetMethod("ToHtml", BindingFlags.Public | BindingFlags.Instance, []) is { } method
        && method.ReturnType == typeof(string)
            ? (string?)method.Invoke(value, null)
            : null;
}
