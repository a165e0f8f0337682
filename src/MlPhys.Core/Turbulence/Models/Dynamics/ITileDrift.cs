namespace MlPhys.Turbulence.Models.Dynamics;

/// <summary>The drift of a model on one tile of trajectories; one instance a thread.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface ITileDrift<T>
    where T : unmanaged
{
    /// <summary>Drift and, where the model has a density, the score.</summary>
    /// <param name="x">Coordinates: eight rows of a tile.</param>
    /// <param name="drift">Result, eight rows.</param>
    /// <param name="score">Result, eight rows; untouched where the model has no density.</param>
    void Evaluate(ReadOnlySpan<T> x, Span<T> drift, Span<T> score);
}
