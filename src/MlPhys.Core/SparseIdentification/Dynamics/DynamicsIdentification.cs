using System.Collections.Immutable;
using MlPhys.Runs;
using MlPhys.SparseIdentification.Adaptive;
using MlPhys.SparseIdentification.Libraries;
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

    /// <summary>Adds linear conditions on the coefficients, which <see cref="Method.Regression"/> keeps to.</summary>
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
    /// <exception cref="InvalidOperationException">No states, a constant state or input, missing samples for a method that takes none,
    /// too few samples, or an empty library.</exception>
    public DynamicsLaw Fit(IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var first = Trajectories[0];
        if (first.States.IsEmpty)
            throw new InvalidOperationException("the trajectory has no states; add them by With");
        RequireChange();
        var candidates = Library.Candidates(first.States.Length + first.Inputs.Length).ToArray();
        if (candidates.Length == 0)
            throw new InvalidOperationException("the library has no candidates");
        if (Trajectories.Sum(t => t.Count) < 20)
            throw new InvalidOperationException(
                $"{Trajectories.Sum(t => t.Count)} samples in all, expected at least 20"
            );
        if (Method is not LikelihoodMethod)
            RequireAll();
        if (Method is RegressionMethod && Trajectories.Sum(t => t.Count) < candidates.Length)
            throw new InvalidOperationException(
                $"{candidates.Length} candidates for {Trajectories.Sum(t => t.Count)} samples, expected no more terms than rows"
            );
        if (Method is not LikelihoodMethod && candidates.FirstOrDefault(c => !c.IsLinear) is { } parametric)
            throw new InvalidOperationException(
                $"'{parametric.Family}' has inner parameters, which only Method.Likelihood fits"
            );
        if (!Constraints.IsEmpty && Method is not RegressionMethod)
            throw new InvalidOperationException(
                $"conditions on the coefficients need Method.Regression, the first is {Constraints[0].Text}"
            );
        return Method switch
        {
            ImplicitMethod method => new ImplicitSearch(Trajectories, candidates, cancellation).Run(method.Derivative),
            RegressionMethod regression => new RegressionSearch(Trajectories, candidates).Run(regression, Constraints),
            WeakMethod { HalfWidth: { } width, Solver: { } solver } weak => new RegressionSearch(
                Trajectories,
                candidates
            ).Run(width, weak.Functions, solver),
            WeakMethod weak => new WeakSearch(Trajectories, candidates, cancellation).Run(weak.HalfWidth),
            _ => new DynamicsSearch(Trajectories, candidates, Selection, progress, cancellation).Run(),
        };
    }

    private void RequireChange()
    {
        for (var v = 0; v < Trajectories[0].Variables.Count(); v++)
        {
            var columns = Trajectories.Select(t => t.Variables.ElementAt(v)).ToArray();
            var values = columns.SelectMany(c => c.Values).Where(x => !double.IsNaN(x)).ToArray();
            if (values.Length > 0 && values.All(x => x == values[0]))
                throw new InvalidOperationException(
                    $"column '{columns[0].Name}' is {values[0]} throughout, expected one that changes; leave it out"
                );
        }
    }

    private void RequireAll()
    {
        foreach (var (index, trajectory) in Trajectories.Index())
        foreach (var state in trajectory.States)
            if (state.Values.Count(double.IsNaN) is var missing and > 0)
                throw new InvalidOperationException(
                    $"column '{state.Name}' of trajectory {index + 1} lacks {missing} samples, which only Method.Likelihood can leave out"
                );
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
        var first = Trajectories[0];
        var candidates = Library.Candidates(first.States.Length + first.Inputs.Length).ToArray();
        return new EnsembleSearch(Trajectories, candidates).Run(regression, models, termShare, seed);
    }
}
