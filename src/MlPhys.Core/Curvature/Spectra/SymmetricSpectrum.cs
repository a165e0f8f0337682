using static TorchSharp.torch;

namespace MlPhys.Curvature.Spectra;

/// <summary>Eigenvalues of dense symmetric matrices.</summary>
internal static class SymmetricSpectrum
{
    /// <summary>Below this size the one-stage reduction is as fast.</summary>
    private const int TwoStagesFrom = 1000;

    /// <summary>All eigenvalues in ascending order.</summary>
    /// <remarks>The matrix is reduced to a band and then to a tridiagonal (Haidar, Ltaief and Dongarra, SC 2011), where LAPACK offers it.</remarks>
    public static double[] Values(Tensor matrix)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        return matrix.shape[0] >= TwoStagesFrom && LapackLibrary.IsPresent
            ? LapackLibrary.Eigenvalues(matrix.clone())
            : linalg.eigvalsh(matrix).data<double>().ToArray();
    }
}
