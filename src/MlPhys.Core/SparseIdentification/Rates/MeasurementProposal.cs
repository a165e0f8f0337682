namespace MlPhys.SparseIdentification.Rates;

/// <summary>Conditions at which one more measurement would tell two laws apart.</summary>
/// <param name="Conditions">One value a variable, in the order of the table.</param>
/// <param name="Rate">What the law predicts there.</param>
/// <param name="Rival">The law that it is told apart from.</param>
/// <param name="RivalRate">What that law predicts there.</param>
/// <param name="Separation">Difference of the predictions in standard deviations of a measurement and of both predictions together.</param>
public sealed record MeasurementProposal(
    double[] Conditions,
    double Rate,
    string Rival,
    double RivalRate,
    double Separation
);
