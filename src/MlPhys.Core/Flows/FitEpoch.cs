namespace MlPhys.Flows;

/// <summary>One pass over the training data.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="Loss">Mean loss over the epoch's batches: negative log-likelihood in nats, or the mean square of flow matching.</param>
/// <param name="HeldOutLoss">Mean loss over the held-out samples after the epoch.</param>
public sealed record FitEpoch(int Epoch, double Loss, double HeldOutLoss);
