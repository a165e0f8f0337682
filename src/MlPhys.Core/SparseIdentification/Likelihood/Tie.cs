namespace MlPhys.SparseIdentification.Likelihood;

/// <summary>A number of a law that is a multiple of an earlier one: a rate that several equations share.</summary>
/// <param name="Number">Which number.</param>
/// <param name="Of">The number that it follows; not tied itself.</param>
/// <param name="Factor">The multiple.</param>
internal sealed record Tie(int Number, int Of, double Factor);
