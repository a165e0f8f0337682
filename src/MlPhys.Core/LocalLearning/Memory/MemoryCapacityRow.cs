namespace MlPhys.LocalLearning;

/// <summary>One memory of a capacity measurement.</summary>
/// <param name="Load">Patterns per neuron.</param>
/// <param name="Seed">Seed of patterns and weights.</param>
/// <param name="Overlap">Mean overlap after recall of the memory that learned by local goals.</param>
/// <param name="HebbOverlap">The same by Hebb's rule.</param>
/// <param name="GoalSum">Sum of the goals in bits at the end of learning.</param>
public sealed record MemoryCapacityRow(double Load, long Seed, double Overlap, double HebbOverlap, double GoalSum);
