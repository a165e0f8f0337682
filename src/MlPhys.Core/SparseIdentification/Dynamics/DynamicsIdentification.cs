using System.Collections.Immutable;
using MlPhys.SparseIdentification.Adaptive;
using MlPhys.SparseIdentification.Libraries;
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
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="InvalidOperationException">No states, too few samples, or an empty library.</exception>
    public DynamicsLaw Fit(CancellationToken cancellation = default)
    {
        var first = Trajectories[0];
        if (first.States.IsEmpty)
            throw new InvalidOperationException("the trajectory has no states; add them by With");
        var candidates = Library.Candidates(first.States.Length + first.Inputs.Length).ToArray();
        if (candidates.Length == 0)
            throw new InvalidOperationException("the library has no candidates");
        if (Trajectories.Sum(t => t.Count) < 20)
            throw new InvalidOperationException(
                $"{Trajectories.Sum(t => t.Count)} samples in all, expected at least 20"
            );
        if (Method is not LikelihoodMethod && candidates.FirstOrDefault(c => !c.IsLinear) is { } parametric)
            throw new InvalidOperationException(
                $"'{parametric.Family}' has inner parameters, which only Method.Likelihood fits"
            );
        return Method switch
        {
            RegressionMethod regression => new RegressionSearch(Trajectories, candidates).Run(regression),
            WeakMethod weak => new RegressionSearch(Trajectories, candidates).Run(weak),
            _ => new DynamicsSearch(Trajectories, candidates, Selection, cancellation).Run(),
        };
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
