using System.Collections.Immutable;
using MlPhys.SparseIdentification.Laws;

namespace MlPhys.SparseIdentification.Rates;

/// <summary>What a search for a rate law looked at.</summary>
/// <param name="Path">The accepted steps.</param>
/// <param name="Alternatives">What the data cannot exclude, the best first.</param>
/// <param name="Candidates">Each candidate as a law of its own.</param>
internal sealed record SearchRecord(
    ImmutableArray<SelectionStep> Path,
    ImmutableArray<SelectionStep> Alternatives,
    ImmutableArray<SelectionStep> Candidates
);
