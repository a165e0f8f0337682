using MathNet.Numerics.Distributions;
using MlPhys.SparseIdentification.Fitting;

namespace MlPhys.SparseIdentification.Adaptive;

/// <summary>The linearised uncertainty of a fit: covariance s^2 (J'J)^-1 over coefficients and coordinates together.</summary>
internal sealed class Uncertainty
{
    /// <summary>The uncertainty of a fit.</summary>
    public Uncertainty(Regression regression, Fit fit)
    {
        Freedom = Math.Max(1, regression.Count - fit.Parameters);
        Deviation = Math.Sqrt(fit.Rss / Freedom);
        Quantile = StudentT.InvCDF(0, 1, Freedom, 0.975);
        double[][] columns = [.. fit.Atoms.SelectMany((a, j) => Columns(a, fit.Coefficients[j]))];
        Covariance = SymmetricSystem.Inverse(VariableProjection.Gram(columns));
        for (var i = 0; i < columns.Length; i++)
        for (var j = 0; j < columns.Length; j++)
            Covariance[i, j] *= Deviation * Deviation;
    }

    /// <summary>An uncertainty known from elsewhere.</summary>
    public Uncertainty(int freedom, double deviation, double[,] covariance)
    {
        (Freedom, Deviation, Covariance) = (freedom, deviation, covariance);
        Quantile = StudentT.InvCDF(0, 1, freedom, 0.975);
    }

    /// <summary>Rows less fitted numbers.</summary>
    public int Freedom { get; }

    /// <summary>Residual standard deviation s.</summary>
    public double Deviation { get; }

    /// <summary>Student's factor of a 95 % interval.</summary>
    public double Quantile { get; }

    /// <summary>Covariance; for each atom the coefficient, then its coordinates.</summary>
    public double[,] Covariance { get; }

    /// <summary>Standard error of fitted number <paramref name="index"/>.</summary>
    public double StandardError(int index) => Math.Sqrt(Covariance[index, index]);

    /// <summary>Standard error of a linear function of the fitted numbers.</summary>
    public double StandardError(double[] gradient)
    {
        var variance = 0.0;
        for (var i = 0; i < gradient.Length; i++)
        for (var j = 0; j < gradient.Length; j++)
            variance += gradient[i] * Covariance[i, j] * gradient[j];
        return Math.Sqrt(Math.Max(0, variance));
    }

    private static IEnumerable<double[]> Columns(Atom atom, double coefficient)
    {
        var rows = atom.Term.RowsWithDerivatives(atom.At);
        return rows.Select((row, k) => k == 0 ? row : Array.ConvertAll(row, v => v * coefficient));
    }
}
