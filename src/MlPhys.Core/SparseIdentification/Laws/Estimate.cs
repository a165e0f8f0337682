namespace MlPhys.SparseIdentification.Laws;

/// <summary>One fitted number of a law: the coefficient of a term or one of its inner parameters.</summary>
/// <param name="Equation">The quantity that the law is for: a rate, or the derivative of a state.</param>
/// <param name="Term">The term, with the names of its parameters.</param>
/// <param name="Parameter">"coefficient" or the name of the inner parameter.</param>
/// <param name="Value">Fitted value.</param>
/// <param name="StandardError">Standard error from the covariance s^2 (J'J)^-1 of all fitted numbers together.</param>
/// <param name="Lower">Lower end of the 95 % interval; of a positive parameter on the logarithmic scale.</param>
/// <param name="Upper">Upper end of the 95 % interval.</param>
/// <param name="Unit">Unit, from the units of the data and the dimensions of the term.</param>
/// <param name="AtBound">Whether the search stopped at a bound: the data only say "at least" or "at most".</param>
public sealed record Estimate(
    string Equation,
    string Term,
    string Parameter,
    double Value,
    double StandardError,
    double Lower,
    double Upper,
    string Unit,
    bool AtBound
);
