namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>A start from which one more run would tell two laws apart.</summary>
/// <param name="Start">One value a state.</param>
/// <param name="Rival">The law that it is told apart from.</param>
/// <param name="State">The state in which the runs differ most.</param>
/// <param name="Time">When they do, from the start of the run.</param>
/// <param name="Value">What the law predicts there and then.</param>
/// <param name="RivalValue">What the rival predicts.</param>
/// <param name="Separation">Difference in standard deviations of one measurement and of the law's own prediction together.</param>
public sealed record StartProposal(
    double[] Start,
    string Rival,
    string State,
    double Time,
    double Value,
    double RivalValue,
    double Separation
);
