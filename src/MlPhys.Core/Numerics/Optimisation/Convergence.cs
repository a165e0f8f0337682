namespace MlPhys.Numerics.Optimisation;

/// <summary>Why a minimisation ended.</summary>
public enum Convergence
{
    /// <summary>The residuals are orthogonal to every free column of the Jacobian, within tolerance.</summary>
    GradientVanishes,

    /// <summary>A further step would change no parameter by more than the relative tolerance.</summary>
    StepVanishes,

    /// <summary>Neither the last step nor the linear model lowers the sum of squares by more than the relative tolerance.</summary>
    ReductionVanishes,

    /// <summary>Every residual is zero.</summary>
    PerfectFit,

    /// <summary>The limit of iterations was reached first: not converged.</summary>
    IterationLimit,
}
