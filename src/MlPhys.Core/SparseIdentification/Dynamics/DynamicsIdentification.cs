using System.Collections.Immutable;
using MlPhys.Runs;
using MlPhys.SparseIdentification.Adaptive;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Likelihood;
using MlPhys.SparseIdentification.Solvers;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>The identification of x' = f(x, u) from trajectories; nothing runs before <see cref="Fit"/>.</summary>
public sealed record DynamicsIdentification
{
    internal DynamicsIdentification(ImmutableArray<Trajectory> trajectories) => Trajectories = trajectories;

    /// <summary>The measurements.</summary>
    public ImmutableArray<Trajectory> Trajectories { get; }

    /// <summary>The functions to choose from; states first, then inputs.</summary>
    public Library Library { get; private init; } = Library.Polynomial(2);

    /// <summary>How terms with inner parameters are chosen.</summary>
    public Selection Selection { get; private init; } = Selection.AddRemove();

    /// <summary>How the law is fitted.</summary>
    public Method Method { get; private init; } = Method.Likelihood;

    /// <summary>Conditions on the coefficients.</summary>
    public ImmutableArray<Constraint> Constraints { get; private init; } = [];

    /// <summary>Adds linear conditions on the coefficients, which <see cref="Method.Likelihood"/> and <see cref="Method.Regression"/> keep to.</summary>
    public DynamicsIdentification WithConstraints(params IEnumerable<Constraint> constraints) =>
        this with
        {
            Constraints = Constraints.AddRange(constraints),
        };

    /// <summary>Sets the method.</summary>
    public DynamicsIdentification WithMethod(Method method) => this with { Method = method };

    /// <summary>Sets the library.</summary>
    public DynamicsIdentification WithLibrary(Library library) => this with { Library = library };

    /// <summary>Sets the selection of terms with inner parameters.</summary>
    public DynamicsIdentification WithSelection(Selection selection) => this with { Selection = selection };

    /// <summary>Finds the law, its noise and its errors; nothing needs to be tuned.</summary>
    /// <remarks>
    /// A first law comes from the weak form on smoothed states. Then the likelihood of the measured states decides: windows of
    /// the trajectories are integrated, each from its own start, and terms are added and removed while the extended BIC
    /// falls, for windows of growing length.
    /// </remarks>
    /// <param name="progress">Told of each length of windows that the law followed.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="InvalidOperationException">No states, a constant state or input, too few samples, or an empty library.</exception>
    public DynamicsLaw Fit(IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var candidates = Candidates();
        RequireChange();
        Trajectory[] measured = Method switch
        {
            LikelihoodMethod => [.. Trajectories],
            WeakMethod => [.. Trajectories.SelectMany(t => t.Filled().Stretches())],
            _ => Stretches(),
        };
        var samples = measured.Sum(t => t.Count);
        if (samples < 20)
            throw new InvalidOperationException(
                $"{samples} samples{(samples < Trajectories.Sum(t => t.Count) ? " without missing values" : "")} in all, expected at least 20"
            );
        if (Method is RegressionMethod && samples < candidates.Length)
            throw new InvalidOperationException(
                $"{candidates.Length} candidates for {samples} samples, expected no more terms than rows"
            );
        if (Method is not LikelihoodMethod && candidates.FirstOrDefault(c => !c.IsLinear) is { } parametric)
            throw new InvalidOperationException(
                $"'{parametric.Family}' has inner parameters, which only Method.Likelihood fits"
            );
        if (!Constraints.IsEmpty && Method is RegressionMethod { IsRefined: true })
            throw new InvalidOperationException(
                $"a refined regression takes no conditions, the first is {Constraints[0].Text}; expected Method.Likelihood"
            );
        if (!Constraints.IsEmpty && Method is not (RegressionMethod or LikelihoodMethod))
            throw new InvalidOperationException(
                $"conditions on the coefficients need Method.Likelihood or Method.Regression, the first is {Constraints[0].Text}"
            );
        return Method switch
        {
            ImplicitMethod method => new ImplicitSearch(measured, candidates, cancellation).Run(method.Derivative),
            RegressionMethod regression => new RegressionSearch(measured, candidates, cancellation).Run(
                regression,
                Constraints
            ),
            WeakMethod { HalfWidth: { } width, Solver: { } solver } weak => new RegressionSearch(
                measured,
                candidates,
                cancellation
            ).Run(width, weak.Functions, solver),
            WeakMethod weak => new WeakSearch(measured, candidates, cancellation).Run(weak.HalfWidth),
            _ => new DynamicsSearch(measured, candidates, Selection, progress, cancellation)
            {
                Conditions = new Conditions(Constraints, measured[0], candidates),
            }.Run(),
        };
    }

    private Candidate[] Candidates()
    {
        var first = Trajectories[0];
        if (first.States.IsEmpty)
            throw new InvalidOperationException("the trajectory has no states; add them by With");
        Candidate[] candidates = [.. Library.Candidates(first.Variables.Count())];
        return candidates.Length > 0
            ? candidates
            : throw new InvalidOperationException("the library has no candidates");
    }

    private Trajectory[] Stretches() => [.. Trajectories.SelectMany(t => t.Stretches())];

    private void RequireChange()
    {
        for (var v = 0; v < Trajectories[0].Variables.Count(); v++)
        {
            var columns = Trajectories.Select(t => t.Variables.ElementAt(v)).ToArray();
            if (Column.Constant(columns.Select(c => c.Values)) is { } value)
                throw new InvalidOperationException(
                    $"column '{columns[0].Name}' is {value} throughout, expected one that changes; leave it out"
                );
        }
    }

    /// <summary>An ensemble of regressions on resampled blocks of time, with inclusion probabilities.</summary>
    /// <param name="models">Number of fits.</param>
    /// <param name="termShare">Share of the candidates that each fit may use; below 1: bagging of terms too.</param>
    /// <param name="seed">Seed of the resampling.</param>
    /// <returns>One row for each term that at least one fit includes.</returns>
    /// <exception cref="InvalidOperationException">The method is not a regression.</exception>
    public InclusionRow[] FitEnsemble(int models = 100, double termShare = 1, long seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(models, 1);
        if (Method is not RegressionMethod regression)
            throw new InvalidOperationException(
                "ensembles resample a regression; set it by WithMethod(Method.Regression())"
            );
        return new EnsembleSearch(Stretches(), Candidates()).Run(regression, models, termShare, seed);
    }
}
