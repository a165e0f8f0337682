namespace MlPhys.Scaling.Experiments;

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>All steps are done.</summary>
    Ok,

    /// <summary>The loss left the numbers.</summary>
    Diverged,

    /// <summary>The time limit of a run was over.</summary>
    TimedOut,

    /// <summary>It was stopped from outside and goes on from its checkpoint when run again.</summary>
    Cancelled,
}
