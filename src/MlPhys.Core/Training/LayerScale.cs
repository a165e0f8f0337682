namespace MlPhys.Training;

/// <summary>The scales of one layer.</summary>
/// <param name="Weight">Of the weight matrix.</param>
/// <param name="Bias">Of the bias vector.</param>
public sealed record LayerScale(TensorScale Weight, TensorScale Bias);
