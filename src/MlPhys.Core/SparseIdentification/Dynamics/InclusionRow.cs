namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>How an ensemble of fits judges one term.</summary>
/// <param name="Equation">The equation.</param>
/// <param name="Term">The term.</param>
/// <param name="Probability">Share of the fits that include the term.</param>
/// <param name="Median">Median of its coefficient over the fits that include it.</param>
/// <param name="Lower">2.5 % quantile of those.</param>
/// <param name="Upper">97.5 % quantile of those.</param>
public sealed record InclusionRow(
    string Equation,
    string Term,
    double Probability,
    double Median,
    double Lower,
    double Upper
);
