using MlPhys.Runs;

namespace MlPhys.Numerics.Optimisation;

/// <summary>Non-linear least squares: minimises the weighted sum of squared residuals over parameters within bounds.</summary>
/// <remarks>
/// The trust-region form of Moré, "The Levenberg-Marquardt algorithm: implementation and theory", LNM 630 (1978), each step by pivoted QR and a
/// Jacobi SVD, so that rank-deficient problems are stepped through and reported; bounds by an active set. Immutable: each With step returns a new solver.
/// </remarks>
public sealed record LevenbergMarquardt
{
    private LevenbergMarquardt(Func<double[], double[]> residuals) => Residuals = residuals;

    internal Func<double[], double[]> Residuals { get; }
    internal Func<double[], double[,]>? Jacobian { get; private init; }
    internal double[]? Lower { get; private init; }
    internal double[]? Upper { get; private init; }
    internal int[] LogScaled { get; private init; } = [];
    internal double[]? Weights { get; private init; }
    internal bool AbsoluteWeights { get; private init; }
    internal double Tolerance { get; private init; } = 1e-12;
    internal int IterationLimit { get; private init; } = 500;

    /// <summary>Minimises the squares of residuals.</summary>
    /// <param name="residuals">Maps n parameters to m residuals; the array is read at once, so that the function may reuse it.</param>
    public static LevenbergMarquardt ForResiduals(Func<double[], double[]> residuals) => new(residuals);

    /// <summary>Fits a curve y = model(x, parameters) to points.</summary>
    /// <param name="x">Abscissae, length m.</param>
    /// <param name="y">Ordinates, length m.</param>
    /// <param name="model">The value at one abscissa for n parameters.</param>
    /// <exception cref="ArgumentException">x and y differ in length, or hold numbers that are not finite.</exception>
    public static LevenbergMarquardt ForCurve(double[] x, double[] y, Func<double, double[], double> model)
    {
        LinearAlgebra.Matrix.RequireFinite(x, nameof(x));
        LinearAlgebra.Matrix.RequireFinite(y, x.Length, nameof(y));
        return new(p =>
        {
            var residuals = new double[x.Length];
            for (var i = 0; i < x.Length; i++)
                residuals[i] = model(x[i], p) - y[i];
            return residuals;
        });
    }

    /// <summary>Gives the Jacobian in closed form; without it, central differences are taken.</summary>
    /// <param name="jacobian">Maps n parameters to the m x n matrix of derivatives of the residuals by the parameters.</param>
    public LevenbergMarquardt WithJacobian(Func<double[], double[,]> jacobian) => this with { Jacobian = jacobian };

    /// <summary>Keeps each parameter within [lower, upper]; infinite: no bound.</summary>
    /// <param name="lower">Lower bounds, length n.</param>
    /// <param name="upper">Upper bounds, length n.</param>
    /// <exception cref="ArgumentException">The lengths differ, a bound is NaN, or a lower bound is not below its upper one.</exception>
    public LevenbergMarquardt WithBounds(double[] lower, double[] upper)
    {
        if (lower.Length != upper.Length)
            throw new ArgumentException($"upper has length {upper.Length}; lower has {lower.Length}", nameof(upper));
        for (var i = 0; i < lower.Length; i++)
            if (!(lower[i] < upper[i]))
                throw new ArgumentException(
                    $"parameter {i} is bounded by [{lower[i]}, {upper[i]}]; the lower bound must be below the upper",
                    nameof(lower)
                );
        return this with { Lower = [.. lower], Upper = [.. upper] };
    }

    /// <summary>Steps in the logarithm of these parameters, which keeps them positive and suits scales of unknown magnitude.</summary>
    /// <param name="indices">Places in the parameter vector.</param>
    public LevenbergMarquardt WithLogScale(params int[] indices) => this with { LogScaled = [.. indices] };

    /// <summary>Multiplies each squared residual by a weight; the error of unit weight is estimated from the residuals.</summary>
    /// <param name="weights">Length m, finite, 0 or more.</param>
    /// <exception cref="ArgumentException">A weight is negative or not finite.</exception>
    public LevenbergMarquardt WithWeights(params double[] weights)
    {
        var wrong = Array.FindIndex(weights, w => !(w >= 0 && double.IsFinite(w)));
        if (wrong >= 0)
            throw new ArgumentException(
                $"weights[{wrong}] is {weights[wrong]}; weights are finite and 0 or more",
                nameof(weights)
            );
        return this with { Weights = [.. weights], AbsoluteWeights = false };
    }

    /// <summary>Weighs by known measurement errors, which then set the standard errors of the parameters.</summary>
    /// <param name="sigma">Standard deviation of each residual, length m, finite and above 0.</param>
    /// <exception cref="ArgumentException">A standard deviation is not above 0 or not finite.</exception>
    public LevenbergMarquardt WithMeasurementErrors(params double[] sigma)
    {
        var wrong = Array.FindIndex(sigma, s => !(s > 0 && double.IsFinite(s)));
        if (wrong >= 0)
            throw new ArgumentException(
                $"sigma[{wrong}] is {sigma[wrong]}; measurement errors are finite and above 0",
                nameof(sigma)
            );
        return this with { Weights = Array.ConvertAll(sigma, s => 1 / (s * s)), AbsoluteWeights = true };
    }

    /// <summary>Sets the relative tolerance on step, reduction and gradient.</summary>
    /// <param name="tolerance">Between 1e-15 and 0.1; 1e-12 without this step.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is outside its range.</exception>
    public LevenbergMarquardt WithTolerance(double tolerance) =>
        tolerance is >= 1e-15 and <= 0.1
            ? this with
            {
                Tolerance = tolerance,
            }
            : throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "a tolerance is in [1e-15, 0.1]");

    /// <summary>Sets the limit of iterations, 500 without this step.</summary>
    /// <param name="limit">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public LevenbergMarquardt WithIterationLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return this with { IterationLimit = limit };
    }

    /// <summary>Runs the minimisation.</summary>
    /// <param name="start">Start values of the n parameters, within the bounds, above 0 where the scale is logarithmic.</param>
    /// <param name="progress">Told of each accepted step.</param>
    /// <param name="cancellation">Ends the run between steps.</param>
    /// <returns>The fit; look at <see cref="LeastSquaresFit.Converged"/>.</returns>
    /// <exception cref="ArgumentException">Start values, bounds or weights do not fit together, there are fewer residuals than parameters, or a residual at the start is not finite.</exception>
    /// <exception cref="ArithmeticException">The Jacobian holds numbers that are not finite.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public LeastSquaresFit Fit(
        double[] start,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    ) => new TrustRegion(new ResidualProblem(this, start), this).Run(progress, cancellation);
}
