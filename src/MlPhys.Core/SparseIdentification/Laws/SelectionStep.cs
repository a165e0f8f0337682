namespace MlPhys.SparseIdentification.Laws;

/// <summary>One structure that the search looked at.</summary>
/// <param name="Action">What led to it: start, add, remove, swap; "alternative" in a list of alternatives.</param>
/// <param name="Equation">The law of this structure, fitted.</param>
/// <param name="Terms">Number of terms.</param>
/// <param name="Parameters">Number of fitted numbers.</param>
/// <param name="ResidualDeviation">Residual standard deviation in the unit of the (weighted) rates.</param>
/// <param name="Score">The criterion; differences mean something, values do not.</param>
/// <param name="Excess">Criterion less that of the law found.</param>
public sealed record SelectionStep(
    string Action,
    string Equation,
    int Terms,
    int Parameters,
    double ResidualDeviation,
    double Score,
    double Excess
);
