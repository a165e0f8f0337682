using MlPhys.Curvature.Objectives;
using MlPhys.Runs;

namespace MlPhys.Symmetries;

/// <summary>A symmetry analysis with its data, ready to run.</summary>
public sealed class SymmetryStudy
{
    private readonly SymmetryAnalysis analysis;
    private readonly string checkpoint;

    internal SymmetryStudy(SymmetryAnalysis analysis, Objective objective, string checkpoint = "") =>
        (this.analysis, Objective, this.checkpoint) = (analysis, objective, checkpoint);

    /// <summary>Loss, network and data.</summary>
    public Objective Objective { get; }

    /// <summary>With the term lambda/2 |theta|^2 in the loss.</summary>
    /// <param name="lambda">Finite, not negative.</param>
    public SymmetryStudy WithWeightDecay(double lambda) => new(analysis, Objective.WithWeightDecay(lambda), checkpoint);

    /// <summary>With the data taken in batches.</summary>
    /// <param name="size">Samples in a batch.</param>
    public SymmetryStudy InBatches(int size) => new(analysis, Objective.InBatches(size), checkpoint);

    /// <summary>Saves runs without matrices to files on the way, and goes on from what is there to the same bits.</summary>
    /// <remarks>A network small enough to be diagonalised is done anew.</remarks>
    /// <param name="path">Beginning of the files' paths, one for each density.</param>
    public SymmetryStudy WithCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new(analysis, Objective, path);
    }

    /// <summary>Runs the analysis.</summary>
    /// <param name="progress">Told of each stage.</param>
    /// <param name="cancellation">Ends the run between products.</param>
    /// <exception cref="InvalidOperationException">No part of the network is known to the theory; what is not known is named.</exception>
    /// <exception cref="InvalidDataException">The checkpoint belongs to another network, other data or other settings.</exception>
    public SymmetryReport Run(IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var generators = SymmetryGenerators.Of(Objective);
        if (generators.Linearised.IsEmpty)
            throw new InvalidOperationException(
                generators.Unknown.IsEmpty
                    ? "the network has no features between two layers, and so no symmetries to look for"
                    : $"nothing in the network is known to have symmetries; unknown: {string.Join(", ", generators.Unknown)}"
            );
        return
            Objective.Dimension <= analysis.DenseLimit
            && analysis.Budget.Holds(6.0 * Objective.Dimension * Objective.Dimension)
            ? new DenseStudy(generators, analysis.Budget).Run(progress, cancellation)
            : new MatrixFreeStudy(generators, analysis, checkpoint).Run(progress, cancellation);
    }
}
