namespace MlPhys.SparseIdentification.Likelihood;

/// <summary>A number of a law that is a multiple of an earlier one, as where equations share a rate; or that is held.</summary>
/// <param name="Number">Which number.</param>
/// <param name="Of">The number that it follows, not tied itself; -1 where it is held at its value.</param>
/// <param name="Factor">The multiple.</param>
internal sealed record Tie(int Number, int Of, double Factor);
