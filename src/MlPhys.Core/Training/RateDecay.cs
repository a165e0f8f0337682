namespace MlPhys.Training;

/// <summary>How the learning rate falls over a run.</summary>
public enum RateDecay
{
    /// <summary>It stays.</summary>
    None,

    /// <summary>It falls along a straight line to zero at the end: one run a budget.</summary>
    Linear,
}
