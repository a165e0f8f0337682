namespace MlPhys.SparseIdentification.Gram;

/// <summary>The fit of a subset of columns.</summary>
/// <param name="Support">Indices of the columns in use, rising.</param>
/// <param name="Coefficients">One coefficient a column of the system, zero off the support.</param>
/// <param name="Rss">Residual sum of squares.</param>
/// <param name="Factor">The factor of the normal equations of the support.</param>
internal sealed record SubsetFit(int[] Support, double[] Coefficients, double Rss, CholeskyFactor Factor)
{
    /// <summary>The rise of RSS when one column of the support is left out: its coefficient squared over its variance.</summary>
    /// <returns>One number for each column of the support.</returns>
    public double[] CostsOfRemoval()
    {
        var variances = Factor.InverseDiagonal();
        return [.. Support.Select((j, i) => Coefficients[j] * Coefficients[j] / variances[i])];
    }
}
