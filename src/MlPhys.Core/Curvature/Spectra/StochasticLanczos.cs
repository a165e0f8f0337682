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
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancellation">Ends the run between products.</param>
    public static SpectralDensity Run(
        LinearOperator map,
        int probes,
        int steps,
        long seed,
        bool reorthogonalise = false,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        Probes.RequireSquare(map);
        ArgumentOutOfRangeException.ThrowIfLessThan(probes, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        using var scope = NewDisposeScope();
        var starts = Probes.Spherical(new RandomStream(seed).Split("probes"), probes, map.Rows, map.Type);
        return From(map, starts, steps, reorthogonalise, progress, cancellation);
    }

    /// <summary>The density weighted by given start vectors: each counts by its squared length over n.</summary>
    internal static SpectralDensity From(
        LinearOperator map,
        Tensor starts,
        int steps,
        bool reorthogonalise = false,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var (count, n) = ((int)starts.shape[0], (double)map.Rows);
        var lengths = starts.to(ScalarType.Float64).norm(1).data<double>().ToArray();
        var chains = Enumerable.Range(0, count).Select(_ => new TridiagonalChain()).ToArray();
        var current = starts / starts.norm(1, keepdim: true).clamp_min(1e-300);
        var previous = zeros_like(current);
        var beta = zeros(count, 1, map.Type);
        steps = Math.Min(steps, map.Rows);
        var history = reorthogonalise ? empty(count, steps, map.Rows, map.Type) : null;
        for (var step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var image = map.Multiply(current).sub_(previous * beta);
            var alpha = (image * current).sum(1, keepdim: true);
            image.sub_(current * alpha);
            if (history is not null)
            {
                history.select(1, step).copy_(current);
                TakeOut(history.narrow(1, 0, step + 1), image);
            }
            var length = image.norm(1, keepdim: true);
            var (diagonal, off) = (Wide(alpha), Wide(length));
            for (var i = 0; i < count; i++)
                chains[i].Add(diagonal[i], off[i]);
            if (chains.All(c => c.IsComplete))
                break;
            previous = current.MoveToOuterDisposeScope();
            current = (image / length.clamp_min(1e-300)).MoveToOuterDisposeScope();
            beta = length.MoveToOuterDisposeScope();
            progress?.Report(new RunProgress("Lanczos quadrature", step + 1, steps));
        }
        return new SpectralDensity(
            [.. chains.Select((c, i) => c.Quadrature(lengths[i] * lengths[i] / n))],
            map.Rows,
            count * steps
        );
    }

    private static void TakeOut(Tensor history, Tensor image)
    {
        for (var pass = 0; pass < 2; pass++)
            image.sub_(history.transpose(1, 2).bmm(history.bmm(image.unsqueeze(2))).squeeze(2));
    }

    private static double[] Wide(Tensor column) => column.to(ScalarType.Float64).reshape(-1).data<double>().ToArray();
}
