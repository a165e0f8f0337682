using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace MlPhys.SparseIdentification.Adaptive;

/// <summary>The library sizing: a structure grows, shrinks and swaps terms while the criterion falls. Every structure that
/// was tried is kept, so that the alternatives close to the best can be told.</summary>
internal sealed class AddRemove(
    Regression regression,
    IReadOnlyList<CompiledCandidate> pool,
    Score score,
    int maximumTerms,
    CancellationToken cancellation
)
{
    private const int Starts = 3;
    private const int SameFamily = 2;
    private readonly Dictionary<CompiledCandidate, int> places = pool.Index().ToDictionary(c => c.Item, c => c.Index);
    private readonly Dictionary<string, Step> tried = [];
    private readonly ImmutableArray<Step>.Builder path = ImmutableArray.CreateBuilder<Step>();

    /// <summary>One structure with its fit and criterion, and what led to it.</summary>
    internal sealed record Step(string Action, CompiledCandidate? Term, Fit Fit, double Score);

    /// <summary>The accepted steps, the last the best.</summary>
    public ImmutableArray<Step> Path => path.ToImmutable();

    /// <summary>The best fit of every structure tried, best first.</summary>
    public IEnumerable<Step> Tried => tried.Values.OrderBy(s => s.Score);

    /// <summary>Runs the search from the empty structure.</summary>
    public Step Run()
    {
        Accept(Record("start", null, VariableProjection.Of(regression, [])!));
        while (Improve(Growths()) | ImproveAll(Removals) | ImproveAll(Swaps))
            cancellation.ThrowIfCancellationRequested();
        return path[^1];
    }

    private Step Best => path[^1];

    private void Accept(Step step) => path.Add(step);

    private bool ImproveAll(Func<IEnumerable<Step>> proposals)
    {
        var improved = false;
        while (Improve(proposals()))
            improved = true;
        return improved;
    }

    private bool Improve(IEnumerable<Step> proposals)
    {
        var best = proposals.MinBy(s => s.Score);
        if (best is null || !(best.Score < Best.Score - 1e-9))
            return false;
        Accept(best);
        return true;
    }

    private IEnumerable<Step> Growths() =>
        Best.Fit.Atoms.Length >= maximumTerms ? [] : pool.SelectMany(c => Extend("add", Best.Fit, c)).ToArray();

    private IEnumerable<Step> Removals() =>
        Best.Fit.Atoms.SelectMany(a => Refit("remove", a.Term, [.. Best.Fit.Atoms.Remove(a)]));

    private IEnumerable<Step> Swaps() =>
        from atom in Best.Fit.Atoms
        let rest = VariableProjection.Of(regression, Best.Fit.Atoms.Remove(atom))
        where rest is not null
        from candidate in pool
        where candidate != atom.Term
        from step in Extend("swap", rest, candidate)
        select step;

    /// <summary>A structure with one candidate more, from the starts of highest gain.</summary>
    private IEnumerable<Step> Extend(string action, Fit fit, CompiledCandidate candidate)
    {
        cancellation.ThrowIfCancellationRequested();
        var present = fit.Atoms.Count(a => a.Term == candidate);
        if (present >= (candidate.Candidate.IsLinear ? 1 : SameFamily))
            return [];
        return candidate
            .Scan.Select(s => (s.At, Gain: Gain(fit, s.Rows)))
            .Where(s => s.Gain > 0)
            .OrderByDescending(s => s.Gain)
            .Take(Starts)
            .SelectMany(s => Refit(action, candidate, fit.Atoms.Add(new Atom(candidate, s.At))));
    }

    private IEnumerable<Step> Refit(string action, CompiledCandidate term, ImmutableArray<Atom> atoms)
    {
        var fit = VariableProjection.Of(regression, atoms);
        return fit is null ? [] : [Record(action, term, fit)];
    }

    /// <summary>The fall of RSS from adding a column to the fit, its part outside the fitted columns only.</summary>
    private static double Gain(Fit fit, double[] column)
    {
        var rest = (double[])column.Clone();
        fit.Basis.Project(rest);
        var left = TensorPrimitives.SumOfSquares<double>(rest);
        var along = TensorPrimitives.Dot<double>(rest, fit.Residual);
        return left > 1e-12 * TensorPrimitives.SumOfSquares<double>(column) ? along * along / left : 0;
    }

    private Step Record(string action, CompiledCandidate? term, Fit fit)
    {
        var step = new Step(action, term, fit, score.Of(regression, fit));
        var structure = string.Join('+', fit.Atoms.Select(a => places[a.Term]).Order());
        if (!tried.TryGetValue(structure, out var known) || step.Score < known.Score)
            tried[structure] = step;
        return step;
    }
}
