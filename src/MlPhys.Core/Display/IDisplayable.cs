namespace MlPhys.Display;

/// <summary>A result that knows how it looks in a notebook, on a page and in a terminal.</summary>
/// <remarks>
/// Three hosts find a displayable without a reference to MlPhys: .NET Interactive by the attribute named
/// TypeFormatterSourceAttribute, Verso by the public method <see cref="ToHtml"/>, F# Interactive by ToString.
/// </remarks>
public interface IDisplayable
{
    /// <summary>The same content in every form that a host may ask for, richest form left to the host's choice.</summary>
    DisplayBundle ToDisplay();

    /// <summary>The content as an HTML fragment; where the bundle holds none, its SVG, else its text, encoded.</summary>
    string ToHtml() => ToDisplay().ToHtml();
}
