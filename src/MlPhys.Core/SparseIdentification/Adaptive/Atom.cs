namespace MlPhys.SparseIdentification.Adaptive;

/// <summary>A candidate in use, at definite coordinates of its inner parameters.</summary>
internal sealed record Atom(CompiledCandidate Term, double[] At);
