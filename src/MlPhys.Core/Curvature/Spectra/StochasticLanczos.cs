using MlPhys.Curvature.Operators;
using MlPhys.Numerics.Random;
using MlPhys.Runs;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Spectra;

/// <summary>Stochastic Lanczos quadrature: the density of a symmetric operator's eigenvalues from a few random vectors.</summary>
/// <remarks>
/// Golub and Welsch (1969); Ubaru, Chen and Saad, SIAM J. Matrix Anal. Appl. 38, 1075 (2017). The vectors go side by side through the plain
/// three-term recurrence, which is enough for densities; the nodes are then no eigenvalues one by one.
/// </remarks>
public static class StochasticLanczos
{
    /// <summary>The density of an operator.</summary>
    /// <param name="map">A, symmetric.</param>
    /// <param name="probes">Random vectors, at least 2: their spread gives the error bars.</param>
    /// <param name="steps">Products for each, at least 1.</param>
    /// <param name="seed">Of the vectors.</param>
    /// <param name="reorthogonalise">Whether all vectors of a probe are kept orthogonal: probes x steps x n numbers more.</param>
    /// <param name="checkpoint">Path of a file to save to on the way and to go on from, to the same bits; empty: none.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancellation">Ends the run between products.</param>
    /// <exception cref="InvalidDataException">The checkpoint belongs to another operator or other settings.</exception>
    public static SpectralDensity Run(
        LinearOperator map,
        int probes,
        int steps,
        long seed,
        bool reorthogonalise = false,
        string checkpoint = "",
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        Probes.RequireSquare(map);
        ArgumentOutOfRangeException.ThrowIfLessThan(probes, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        using var scope = NewDisposeScope();
        var starts = Probes.Spherical(new RandomStream(seed).Split("probes"), probes, map.Rows, map.Type);
        return From(map, starts, steps, reorthogonalise, checkpoint, progress, cancellation);
    }

    /// <summary>The density weighted by given start vectors: each counts by its squared length over n.</summary>
    internal static SpectralDensity From(
        LinearOperator map,
        Tensor starts,
        int steps,
        bool reorthogonalise = false,
        string checkpoint = "",
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        using var untracked = no_grad();
        steps = Math.Min(steps, map.Rows);
        using var recurrence = new LanczosRecurrence(map, starts, steps, reorthogonalise);
        var kept = LanczosCheckpoint.At(checkpoint, "lanczos-quadrature", $"{reorthogonalise}", map, starts);
        if (kept?.Load() is { } saved)
            recurrence.Restore(saved);
        while (recurrence.Done < steps && !recurrence.IsComplete)
        {
            cancellation.ThrowIfCancellationRequested();
            recurrence.Step();
            kept?.Save(recurrence.Save, isLast: recurrence.Done == steps || recurrence.IsComplete);
            progress?.Report(new RunProgress("Lanczos quadrature", recurrence.Done, steps));
        }
        return new SpectralDensity(recurrence.Quadratures(), map.Rows, (int)starts.shape[0] * steps);
    }
}
