using System.Collections.Immutable;

namespace MlPhys.Kernel.Session;

/// <summary>Names that may stand at a place in the code.</summary>
/// <param name="Start">Where the typed part of the name begins; an index into the code.</param>
/// <param name="Items">The names that fit, in order.</param>
internal sealed record CodeCompletion(int Start, ImmutableArray<CompletionItem> Items);

/// <summary>A name with the kind that front ends show beside it: function, class, module, property, ...</summary>
internal sealed record CompletionItem(string Name, string Kind);

/// <summary>Whether code can run as it stands.</summary>
internal enum Completeness
{
    Complete,
    Incomplete,
    Invalid,
}

/// <summary>A name that the session knows, with its value.</summary>
internal sealed record BoundName(string Name, CellValue Value);
