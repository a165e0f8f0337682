namespace MlPhys.Scaling;

/// <summary>How a <see cref="JointLaw"/> is estimated from a table.</summary>
public abstract record JointEstimator
{
    /// <summary>Sum of Huber losses of the log residuals, many starts polished by BFGS.</summary>
    /// <remarks>Source: Hoffmann et al. (2022), section 3.3; summed, not averaged, so that the optimiser does not stop early
    /// (Besiroglu et al. 2024).</remarks>
    /// <param name="delta">Log residual beyond which the loss grows linearly.</param>
    public static JointEstimator Huber(double delta = 1e-3) => new HuberEstimator(delta);

    /// <summary>Least relative squares over (alpha, beta) alone; E, A and B follow by non-negative least squares.</summary>
    public static JointEstimator VariableProjection() => new VariableProjectionEstimator();

    /// <summary>The law and the objective at it, searched from a grid of starts.</summary>
    internal abstract (JointLaw Law, double Objective) Estimate(ScalingTable table);

    /// <summary>The law nearest to a known one: for resampled tables.</summary>
    internal abstract JointLaw Refine(ScalingTable table, JointLaw from);
}
