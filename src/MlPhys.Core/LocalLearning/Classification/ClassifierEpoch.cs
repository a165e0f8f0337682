namespace MlPhys.LocalLearning;

/// <summary>One epoch of training.</summary>
/// <param name="Epoch">Number, from 1.</param>
/// <param name="ValidationAccuracy">Fraction right on the validation part, seen without labels; NaN: no such part.</param>
/// <param name="HiddenGoal">Mean goal of the hidden neurons in bits; NaN: none learn.</param>
/// <param name="OutputGoal">Mean goal of the output neurons in bits.</param>
public sealed record ClassifierEpoch(int Epoch, double ValidationAccuracy, double HiddenGoal, double OutputGoal);
