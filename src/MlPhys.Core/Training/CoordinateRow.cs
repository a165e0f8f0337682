namespace MlPhys.Training;

/// <summary>How far one layer moved.</summary>
/// <param name="Width">Width of the network.</param>
/// <param name="Layer">Layer with weights, from 0; the last is the output.</param>
/// <param name="RmsChange">Root mean square of the change of its pre-activations over units, samples and seeds.</param>
public sealed record CoordinateRow(int Width, int Layer, double RmsChange);
