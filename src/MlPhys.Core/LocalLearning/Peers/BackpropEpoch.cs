namespace MlPhys.LocalLearning;

/// <summary>One epoch of back-propagation.</summary>
/// <param name="Epoch">Number, from 1.</param>
/// <param name="ValidationAccuracy">Fraction right on the validation part; NaN: no such part.</param>
/// <param name="Loss">Mean cross-entropy over the batches, in nats.</param>
public sealed record BackpropEpoch(int Epoch, double ValidationAccuracy, double Loss);
