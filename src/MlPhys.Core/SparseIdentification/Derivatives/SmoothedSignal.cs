namespace MlPhys.SparseIdentification.Derivatives;

/// <summary>A signal with its estimated derivative.</summary>
/// <param name="Method">What made the estimate, with the setting that was used or chosen.</param>
/// <param name="Values">The smoothed signal; the signal itself where the estimator does not smooth.</param>
/// <param name="Slopes">The derivative at every time.</param>
/// <param name="LeftOutDeviation">Root mean square error of predicting each sample from the others; NaN where the estimator has none.</param>
public sealed record SmoothedSignal(
    string Method,
    double[] Values,
    double[] Slopes,
    double LeftOutDeviation = double.NaN
);
