namespace MlPhys.SparseIdentification.Adaptive;

/// <summary>The value of a criterion for fits of one regression; lower is better.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="Candidates">Number of candidates that were to choose from.</param>
internal sealed record Score(Criterion Criterion, int Candidates)
{
    /// <summary>The score of a fit; infinite where the data are too few for it.</summary>
    public double Of(Regression regression, Fit fit)
    {
        var (n, k) = (regression.Count, fit.Parameters);
        var misfit = n * Math.Log((fit.Rss + regression.Floor) / n);
        return n <= k + 2
            ? double.PositiveInfinity
            : Criterion switch
            {
                Criterion.Aicc => misfit + 2.0 * (k + 1) * n / (n - k - 2),
                Criterion.Bic => misfit + k * Math.Log(n) * n / (n - k - 2),
                _ => misfit + k * Math.Log(n) * n / (n - k - 2) + 2 * fit.Atoms.Length * Math.Log(Candidates),
            };
    }
}
