using MlPhys.Curvature.Operators;
using MlPhys.Runs;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Spectra;

/// <summary>A few eigenpairs at an end of a symmetric operator's spectrum, by Lanczos or block Lanczos iteration with restarts.</summary>
/// <remarks>
/// Full reorthogonalisation; thick restart of Wu and Simon, SIAM J. Matrix Anal. Appl. 22, 602 (2000); blocks of Golub and Underwood (1977).
/// Vectors are kept in the operator's own type.
/// </remarks>
public sealed record ExtremeEigenpairs
{
    private ExtremeEigenpairs(LinearOperator map) => Map = map;

    /// <summary>The operator.</summary>
    public LinearOperator Map { get; }

    /// <summary>Which end.</summary>
    public SpectrumEnd End { get; private init; } = SpectrumEnd.LargestMagnitude;

    /// <summary>Vectors multiplied at once.</summary>
    public int BlockSize { get; private init; } = 1;

    /// <summary>Residual, relative to the operator's largest Ritz value, at which a pair counts as found.</summary>
    public double Tolerance { get; private init; } = 1e-8;

    /// <summary>Vectors kept before a restart; 0: chosen from the number of pairs.</summary>
    public int BasisLimit { get; private init; }

    /// <summary>Products after which the run ends.</summary>
    public int ProductLimit { get; private init; } = 2000;

    /// <summary>Seed of the start vectors.</summary>
    public long Seed { get; private init; }

    /// <summary>Path of the checkpoint; empty: none.</summary>
    public string CheckpointPath { get; private init; } = "";

    /// <summary>Eigenpairs of an operator.</summary>
    /// <param name="map">Symmetric.</param>
    /// <exception cref="ArgumentException">Not symmetric.</exception>
    public static ExtremeEigenpairs Of(LinearOperator map) =>
        map.IsSymmetric
            ? new(map)
            : throw new ArgumentException($"the {map.Rows} x {map.Columns} operator is not symmetric", nameof(map));

    /// <summary>At another end of the spectrum.</summary>
    public ExtremeEigenpairs At(SpectrumEnd end) => this with { End = end };

    /// <summary>With blocks of vectors, for clusters and for operators that multiply blocks faster.</summary>
    /// <param name="size">At least 1.</param>
    public ExtremeEigenpairs InBlocksOf(int size) =>
        size >= 1
            ? this with
            {
                BlockSize = size,
            }
            : throw new ArgumentOutOfRangeException(nameof(size), size, "at least 1");

    /// <summary>With another tolerance.</summary>
    /// <param name="tolerance">Positive, relative to the largest Ritz value.</param>
    /// <param name="productLimit">Products after which the run ends; what is found by then is told with its residuals.</param>
    public ExtremeEigenpairs WithTolerance(double tolerance, int productLimit = 2000) =>
        tolerance > 0
            ? this with
            {
                Tolerance = tolerance,
                ProductLimit = productLimit,
            }
            : throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "must be positive");

    /// <summary>With another limit of vectors kept.</summary>
    /// <param name="vectors">More than twice the pairs asked for, plus a block.</param>
    public ExtremeEigenpairs WithBasisLimit(int vectors) => this with { BasisLimit = vectors };

    /// <summary>With another seed of the start vectors.</summary>
    public ExtremeEigenpairs WithSeed(long seed) => this with { Seed = seed };

    /// <summary>Saves to a file on the way, and goes on from what is there to the same bits.</summary>
    /// <param name="path">Path of the file.</param>
    public ExtremeEigenpairs WithCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return this with { CheckpointPath = path };
    }

    /// <summary>Runs the iteration.</summary>
    /// <param name="count">Pairs asked for, at least 1 and at most the dimension.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancellation">Ends the run between products.</param>
    /// <exception cref="ArgumentOutOfRangeException">More pairs than the dimension, or a basis limit too low for them.</exception>
    /// <exception cref="InvalidDataException">The checkpoint belongs to another operator or other settings.</exception>
    public Eigenpairs Find(int count, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Map.Rows);
        var limit = BasisLimit > 0 ? BasisLimit : Math.Max(3 * count + 3 * BlockSize, 60);
        if (limit < 2 * count + BlockSize)
            throw new ArgumentOutOfRangeException(
                nameof(count),
                count,
                $"a basis of {limit} vectors restarts for at most {(limit - BlockSize) / 2} pairs"
            );
        using var untracked = no_grad();
        using var iteration = new BlockLanczos(this, count, Math.Min(limit, Map.Rows));
        return iteration.Run(progress, cancellation);
    }
}
