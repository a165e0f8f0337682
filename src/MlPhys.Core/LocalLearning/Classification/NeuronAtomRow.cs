namespace MlPhys.LocalLearning;

/// <summary>One atom of one neuron.</summary>
/// <param name="Epoch">After this epoch; 0: before training.</param>
/// <param name="Layer">Hidden layer, from 0.</param>
/// <param name="Neuron">The neuron, from 0.</param>
/// <param name="Atom">Name of the atom, or H(Y|X).</param>
/// <param name="Value">The atom in bits, on one batch.</param>
public sealed record NeuronAtomRow(int Epoch, int Layer, int Neuron, string Atom, double Value);
