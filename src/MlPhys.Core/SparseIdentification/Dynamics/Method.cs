using MlPhys.SparseIdentification.Derivatives;
using MlPhys.SparseIdentification.Solvers;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>How a dynamical law is fitted to trajectories.</summary>
public abstract record Method
{
    private protected Method() { }

    /// <summary>The default, without settings: weak form first, then the likelihood of the measured states; the choice for noisy data.</summary>
    public static Method Likelihood { get; } = new LikelihoodMethod();

    /// <summary>Regression of estimated derivatives on the library, in one pass over the samples; the choice for very long clean data.</summary>
    /// <param name="derivative">Estimator of the derivatives; null: finite differences of second order.</param>
    /// <param name="solver">Sparse solver; null: stepwise sparse regression with extended BIC.</param>
    /// <param name="threads">Threads for the pass over the samples; the result does not depend on them.</param>
    /// <param name="refined">Whether the numbers of the terms found are then fitted by the likelihood of the measured states over
    /// windows of up to 1000 samples: smoothed derivatives bias them. Not under constraints.</param>
    public static Method Regression(
        Derivative? derivative = null,
        Solver? solver = null,
        int threads = 1,
        bool refined = false
    ) => new RegressionMethod(derivative ?? Derivative.FiniteDifference(2), solver ?? Solver.Ssr(), threads, refined);

    /// <summary>Rational laws x' = N(x)/D(x) by the implicit form N(x) - D(x) x' = 0 over the library (SINDy-PI: Kaheman, Kutz and
    /// Brunton 2020), each candidate tried as the left side and judged on held-out samples, then by the likelihood. Needs cleaner
    /// data than parametric terms do.</summary>
    /// <param name="derivative">Estimator of the derivatives; null: the Kalman smoother.</param>
    public static Method Implicit(Derivative? derivative = null) => new ImplicitMethod(derivative ?? Derivative.Kalman);

    /// <summary>The weak form, which needs no derivatives: rows whitened by the covariance that the noise gives them, states
    /// denoised by the law in turn; or, with a solver, plain sparse regression.</summary>
    /// <param name="halfWidth">Half-width of the test functions in samples; null: several vote.</param>
    /// <param name="functions">Number of test functions of a plain regression.</param>
    /// <param name="solver">Sparse solver of a plain regression, which needs a half-width; null: whitened.</param>
    /// <exception cref="ArgumentException">A solver without half-width.</exception>
    public static Method Weak(int? halfWidth = null, int functions = 1000, Solver? solver = null) =>
        solver is null || halfWidth is not null
            ? new WeakMethod(halfWidth, functions, solver)
            : throw new ArgumentException("a solver is given without a half-width, expected both", nameof(halfWidth));
}

internal sealed record LikelihoodMethod : Method;

internal sealed record RegressionMethod(Derivative Derivative, Solver Solver, int Threads, bool IsRefined) : Method;

internal sealed record ImplicitMethod(Derivative Derivative) : Method;

internal sealed record WeakMethod(int? HalfWidth, int Functions, Solver? Solver) : Method;
