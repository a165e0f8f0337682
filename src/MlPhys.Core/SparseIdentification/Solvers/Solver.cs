using MlPhys.SparseIdentification.Gram;

namespace MlPhys.SparseIdentification.Solvers;

/// <summary>A sparse regression: which columns of a library explain a target, and with what coefficients.</summary>
/// <remarks>Columns are scaled to unit norm first, so that units do not matter: a threshold is the least share of the
/// target's norm that a term must have. Without a threshold the support is chosen by the extended BIC along the solver's path.</remarks>
public abstract record Solver
{
    private protected Solver() { }

    /// <summary>Sequentially thresholded least squares (Brunton, Proctor and Kutz 2016).</summary>
    /// <param name="threshold">Least share of the target's norm; null: chosen by the extended BIC.</param>
    /// <param name="ridge">Ridge penalty alpha on unit-norm columns.</param>
    public static Solver Stlsq(double? threshold = null, double ridge = 0) => new Stlsq(threshold, ridge);

    /// <summary>Sparse relaxed regularised regression with hard (l0) or soft (l1) thresholds (Zheng et al. 2019).</summary>
    /// <param name="threshold">Least share of the target's norm that survives; null: chosen by the extended BIC.</param>
    /// <param name="relaxation">nu, how far the relaxed coefficients may stray, relative to unit-norm columns.</param>
    /// <param name="soft">Whether the penalty is l1 instead of l0.</param>
    public static Solver Sr3(double? threshold = null, double relaxation = 1, bool soft = false) =>
        new Sr3(threshold, relaxation, soft, []);

    /// <summary>Relaxed regularised regression whose threshold is larger for terms that are less expected.</summary>
    /// <param name="weights">One positive factor of the threshold for each candidate, in the order of the library.</param>
    /// <param name="threshold">Least share of the target's norm that survives at weight 1; null: chosen by the extended BIC.</param>
    /// <param name="relaxation">nu, how far the relaxed coefficients may stray, relative to unit-norm columns.</param>
    /// <param name="soft">Whether the penalty is l1 instead of l0.</param>
    /// <exception cref="ArgumentException">A weight that is not positive.</exception>
    public static Solver WeightedSr3(
        IEnumerable<double> weights,
        double? threshold = null,
        double relaxation = 1,
        bool soft = false
    )
    {
        double[] all = [.. weights];
        var bad = Array.FindIndex(all, w => !(w > 0));
        return bad < 0
            ? new Sr3(threshold, relaxation, soft, all)
            : throw new ArgumentException($"weight {bad + 1} is {all[bad]}, expected a positive one", nameof(weights));
    }

    /// <summary>Stepwise sparse regression: from all columns down, always without the one that raises the residual least
    /// (Boninsegna, Nueske and Clementi 2018).</summary>
    public static Solver Ssr() => new Ssr();

    /// <summary>Forward regression with orthogonal least squares (Billings, Chen and Korenberg 1989).</summary>
    public static Solver Frols() => new Frols();

    /// <summary>The best subset of each size up to a bound by branch and bound, with proof of optimality.</summary>
    /// <param name="maximumTerms">Largest size.</param>
    public static Solver BestSubset(int maximumTerms = 8) => new BestSubset(maximumTerms);

    /// <summary>Automatic relevance determination: Bayesian regression with one prior width a column (MacKay 1992, Tipping 2001).</summary>
    public static Solver Ard() => new Ard();

    /// <summary>The sparse fit.</summary>
    internal abstract SubsetFit Solve(GramSystem system);

    /// <summary>The extended BIC of a fit.</summary>
    internal static double Score(GramSystem system, SubsetFit fit) => Score(system, fit.Rss, fit.Support.Length);

    /// <summary>The extended BIC of a residual sum of squares and a number of terms.</summary>
    private protected static double Score(GramSystem system, double rss, int terms)
    {
        const double floor = 1e-9;
        var n = Math.Max(system.Rows, 3);
        return n * Math.Log(rss / system.TotalSquares + floor) + terms * (Math.Log(n) + 2 * Math.Log(system.Count));
    }

    /// <summary>The best of several supports by the extended BIC.</summary>
    private protected static SubsetFit Best(GramSystem system, IEnumerable<SubsetFit> fits) =>
        fits.MinBy(fit => Score(system, fit))!;
}
