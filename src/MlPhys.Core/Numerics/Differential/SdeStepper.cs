using MlPhys.Numerics.Random;

namespace MlPhys.Numerics.Differential;

/// <summary>One step of a scheme for a stochastic equation, over buffers made once.</summary>
internal abstract class SdeStepper
{
    public virtual int DriftsPerStep => 1;

    /// <summary>Takes the state from t to t + h.</summary>
    /// <param name="t">Time.</param>
    /// <param name="h">Step.</param>
    /// <param name="x">State, replaced.</param>
    /// <param name="increments">Increments of the Wiener processes, of variance h.</param>
    /// <param name="stream">For what else a scheme draws.</param>
    public abstract void Step(double t, double h, Span<double> x, ReadOnlySpan<double> increments, RandomStream stream);

    public static SdeStepper Create(SdeScheme scheme, VectorField drift, Noise noise, int n) =>
        (scheme, noise) switch
        {
            (SdeScheme.EulerMaruyama or SdeScheme.Milstein, AdditiveNoise additive) => new EulerAdditive(
                drift,
                additive,
                n
            ),
            (SdeScheme.EulerMaruyama, DiagonalNoise diagonal) => new EulerDiagonal(drift, diagonal, n),
            (SdeScheme.EulerMaruyama, GeneralNoise general) => new EulerGeneral(drift, general, n),
            (SdeScheme.Milstein, DiagonalNoise diagonal) => new MilsteinDiagonal(drift, diagonal, n),
            (SdeScheme.Platen, AdditiveNoise additive) => new PlatenAdditive(drift, additive, n),
            (SdeScheme.Platen, DiagonalNoise diagonal) => new PlatenDiagonal(drift, diagonal, n),
            (SdeScheme.Platen, GeneralNoise general) => new PlatenGeneral(drift, general, n),
            (SdeScheme.Milstein, GeneralNoise) => throw new ArgumentException(
                "Milstein needs additive or diagonal noise: with any other it would need iterated integrals; use Platen",
                nameof(scheme)
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(scheme), scheme, "no such scheme"),
        };
}
