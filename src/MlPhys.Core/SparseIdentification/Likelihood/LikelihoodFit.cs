namespace MlPhys.SparseIdentification.Likelihood;

/// <summary>A law at its maximum of the likelihood for one length of windows.</summary>
/// <param name="Structure">The law.</param>
/// <param name="Noise">The noise level of each state that the residuals show.</param>
/// <param name="Score">Extended BIC; comparable between laws of the same windows and noise.</param>
/// <param name="Starts">The fitted starts of the windows, [state][window].</param>
/// <param name="SquaresPerFreedom">Sum of squared residuals over the assumed noise, per degree of freedom.</param>
internal sealed record LikelihoodFit(
    Structure Structure,
    double[] Noise,
    double Score,
    double[][] Starts,
    double SquaresPerFreedom
);
