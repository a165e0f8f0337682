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
    public static Method Regression(Derivative? derivative = null, Solver? solver = null, int threads = 1) =>
        new RegressionMethod(derivative ?? Derivative.FiniteDifference(2), solver ?? Solver.Ssr(), threads);

    /// <summary>Regression in the weak form, which needs no derivatives.</summary>
    /// <param name="halfWidth">Half-width of the test functions in samples.</param>
    /// <param name="functions">Number of test functions.</param>
    /// <param name="solver">Sparse solver; null: stepwise sparse regression with extended BIC.</param>
    public static Method Weak(int halfWidth, int functions = 1000, Solver? solver = null) =>
        new WeakMethod(halfWidth, functions, solver ?? Solver.Ssr());
}

internal sealed record LikelihoodMethod : Method;

internal sealed record RegressionMethod(Derivative Derivative, Solver Solver, int Threads) : Method;

internal sealed record WeakMethod(int HalfWidth, int Functions, Solver Solver) : Method;
