namespace MlPhys.Curvature.Spectra;

/// <summary>Some eigenvalues and eigenvectors of a symmetric operator.</summary>
/// <param name="Values">In the order asked for.</param>
/// <param name="Vectors">Orthonormal, in columns [n, k].</param>
/// <param name="Residuals">|A v - lambda v| of each pair.</param>
/// <param name="Products">Products with the operator.</param>
/// <param name="Restarts">Restarts done.</param>
/// <param name="Converged">Whether all residuals are below the tolerance times the operator's size.</param>
public sealed record Eigenpairs(
    double[] Values,
    double[,] Vectors,
    double[] Residuals,
    int Products,
    int Restarts,
    bool Converged
);

/// <summary>Which end of a spectrum is asked for.</summary>
public enum SpectrumEnd
{
    /// <summary>Largest absolute values first.</summary>
    LargestMagnitude,

    /// <summary>Largest values first.</summary>
    Largest,

    /// <summary>Smallest values first.</summary>
    Smallest,
}
