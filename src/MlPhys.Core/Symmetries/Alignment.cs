namespace MlPhys.Symmetries;

/// <summary>Overlap of Hessian eigenvectors with the linearised symmetry directions, |Q^T v|^2, in order of |eigenvalue|.</summary>
/// <param name="Eigenvalues">Ascending in absolute value [P].</param>
/// <param name="Overlaps">Of each eigenvector; within the cluster of zeros their mean.</param>
/// <param name="SubspaceDimension">m.</param>
/// <param name="Controls">Without them the overlaps mean nothing.</param>
public sealed record Alignment(double[] Eigenvalues, double[] Overlaps, int SubspaceDimension, Controls Controls)
{
    /// <summary>Mean overlap of a random subspace of the same dimension, m / P.</summary>
    public double Baseline => (double)SubspaceDimension / Eigenvalues.Length;

    /// <summary>Mean overlap of the m lowest eigenvectors.</summary>
    public double MeanOfLowest => MeanLowest(SubspaceDimension);

    /// <summary>Mean overlap of the m highest eigenvectors.</summary>
    public double MeanOfHighest => Overlaps[^SubspaceDimension..].Average();

    /// <summary>Mean overlap of the k lowest eigenvectors.</summary>
    /// <param name="count">k, at least 1.</param>
    public double MeanLowest(int count) => Overlaps[..count].Average();

    /// <summary>Share of the symmetry directions within the span of the lowest 1, 2, ... eigenvectors.</summary>
    public double[] CapturedShare()
    {
        var shares = new double[Overlaps.Length];
        var sum = 0.0;
        for (var i = 0; i < shares.Length; i++)
            shares[i] = (sum += Overlaps[i]) / SubspaceDimension;
        return shares;
    }

    /// <summary>Mean overlap in each tenth of the spectrum, lowest first.</summary>
    public double[] Deciles() =>
        [
            .. Enumerable
                .Range(0, 10)
                .Select(d => Overlaps[(d * Overlaps.Length / 10)..((d + 1) * Overlaps.Length / 10)])
                .Select(part => part.Length > 0 ? part.Average() : double.NaN),
        ];
}
