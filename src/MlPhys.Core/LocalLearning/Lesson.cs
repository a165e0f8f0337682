namespace MlPhys.LocalLearning;

/// <summary>What a layer takes from a pass over a batch.</summary>
internal enum Lesson
{
    /// <summary>Nothing: it only answers.</summary>
    None,

    /// <summary>Goals and their gradients.</summary>
    Goal,

    /// <summary>The atoms of every neuron too.</summary>
    GoalAndAtoms,
}
