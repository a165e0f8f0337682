namespace MlPhys.LocalLearning;

/// <summary>What every neuron of a layer has become.</summary>
/// <param name="Epoch">After this epoch; 0: before training.</param>
/// <param name="Layer">Hidden layer, from 0.</param>
/// <param name="Values">[neuron, atom] in bits on one batch, in the order of the goal's atoms; the last column is H(Y|X).</param>
public sealed record AtomSnapshot(int Epoch, int Layer, double[,] Values);
