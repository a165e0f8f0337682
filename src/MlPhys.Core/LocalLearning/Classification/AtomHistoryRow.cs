namespace MlPhys.LocalLearning;

/// <summary>One atom over the neurons of a layer.</summary>
/// <param name="Epoch">After this epoch.</param>
/// <param name="Layer">Hidden layer, from 0.</param>
/// <param name="Atom">Name of the atom, or H(Y|X).</param>
/// <param name="Mean">Mean over the neurons in bits.</param>
/// <param name="Deviation">Standard deviation over the neurons in bits.</param>
public sealed record AtomHistoryRow(int Epoch, int Layer, string Atom, double Mean, double Deviation);
