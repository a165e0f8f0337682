namespace MlPhys.LocalLearning;

/// <summary>One goal that was tried.</summary>
/// <param name="Trial">Number, from 1.</param>
/// <param name="Generation">Generation of the search, from 1.</param>
/// <param name="Accuracy">Validation accuracy of a network trained with it.</param>
/// <param name="Weights">Weights of the atoms, in the order of the lattice.</param>
public sealed record GoalTrial(int Trial, int Generation, double Accuracy, double[] Weights);
