using System.Collections.Immutable;
using MathNet.Numerics.Distributions;

namespace MlPhys.Numerics.Optimisation;

/// <summary>The result of a non-linear least-squares fit.</summary>
public sealed record LeastSquaresFit
{
    /// <summary>The fitted parameters with their standard errors, one flat record each.</summary>
    public required ImmutableArray<ParameterEstimate> Estimates { get; init; }

    /// <summary>
    /// Covariance matrix of the parameters, n x n: s^2 (J^T J)^-1 over the parameters not at a bound, with s^2 the residual variance
    /// (or 1 where measurement errors were given). Infinite variances mark what the data leave undetermined, NaN what is at a bound.
    /// </summary>
    public required double[,] Covariance { get; init; }

    /// <summary>Residuals at the solution without weights, one for each row.</summary>
    public required double[] Residuals { get; init; }

    /// <summary>Weighted sum of squared residuals.</summary>
    public required double ResidualSumOfSquares { get; init; }

    /// <summary>Rows less parameters not at a bound.</summary>
    public required int DegreesOfFreedom { get; init; }

    /// <summary>Rank of the Jacobian over the parameters not at a bound; below their number: not all are determined.</summary>
    public required int Rank { get; init; }

    /// <summary>Why the iteration ended.</summary>
    public required Convergence Reason { get; init; }

    /// <summary>Accepted steps.</summary>
    public required int Iterations { get; init; }

    /// <summary>Calls of the residual function, those for finite differences included.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Whether the iteration ended by its tolerances rather than by its limit.</summary>
    public bool Converged => Reason != Convergence.IterationLimit;

    /// <summary>The fitted parameters.</summary>
    public double[] Parameters => [.. Estimates.Select(e => e.Value)];

    /// <summary>The standard errors of the parameters.</summary>
    public double[] StandardErrors => [.. Estimates.Select(e => e.StandardError)];

    /// <summary>Residual standard deviation sqrt(RSS / degrees of freedom); NaN without degrees of freedom.</summary>
    public double ResidualStandardDeviation =>
        DegreesOfFreedom > 0 ? Math.Sqrt(ResidualSumOfSquares / DegreesOfFreedom) : double.NaN;

    /// <summary>Two-sided confidence interval of a parameter by Student's t.</summary>
    /// <param name="index">Place in the parameter vector.</param>
    /// <param name="level">Probability of covering, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such parameter, or the level is outside (0, 1).</exception>
    public (double Low, double High) ConfidenceInterval(int index, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Estimates.Length);
        if (level is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "a confidence level is between 0 and 1");
        var (value, error) = (Estimates[index].Value, Estimates[index].StandardError);
        if (!double.IsFinite(error))
            return double.IsNaN(error) ? (double.NaN, double.NaN) : (double.NegativeInfinity, double.PositiveInfinity);
        var half = StudentT.InvCDF(0, 1, DegreesOfFreedom, (1 + level) / 2) * error;
        return (value - half, value + half);
    }

    /// <summary>A short readable text: reason, then one line for each parameter.</summary>
    public override string ToString() =>
        string.Join(
            Environment.NewLine,
            Estimates
                .Select(e =>
                    FormattableString.Invariant($"  p[{e.Index}] = {e.Value:G8} ± {e.StandardError:G3} {e.Bound}")
                )
                .Prepend(
                    FormattableString.Invariant(
                        $"{Reason} after {Iterations} iterations, RSS {ResidualSumOfSquares:G6}, {DegreesOfFreedom} degrees of freedom"
                    )
                )
        );
}
