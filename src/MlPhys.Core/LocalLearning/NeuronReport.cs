using System.Collections.Immutable;

namespace MlPhys.LocalLearning;

/// <summary>One neuron over one batch.</summary>
/// <param name="Firing">theta = P(y = +1) of each sample.</param>
/// <param name="Bins">Bin of each summed input, [source, sample].</param>
/// <param name="Atoms">Names of the atoms.</param>
/// <param name="AtomValues">The atoms in bits.</param>
/// <param name="ResidualEntropy">H(Y|X) in bits.</param>
/// <param name="GoalValue">The goal in bits.</param>
/// <param name="FiringGradient">dG/dtheta of each sample, bins held constant.</param>
/// <param name="InputGradient">dG/dz, [source, sample].</param>
/// <param name="OccupiedCells">Cells of the joint table with at least one sample.</param>
/// <param name="FractionClamped">Fraction of the summed inputs outside the bins, by source.</param>
public sealed record NeuronReport(
    double[] Firing,
    int[,] Bins,
    ImmutableArray<string> Atoms,
    double[] AtomValues,
    double ResidualEntropy,
    double GoalValue,
    double[] FiringGradient,
    double[,] InputGradient,
    int OccupiedCells,
    double[] FractionClamped
);
