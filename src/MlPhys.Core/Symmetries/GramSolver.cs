using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>Solves T*T A = B for mixing generators by conjugate gradients in the spaces' eigenbases.</summary>
/// <remarks>
/// Each space's own part is diagonal there; spaces alternate along the network, so that every second one is eliminated and the iteration
/// runs on the rest, which halves the steps. Where spaces do not alternate nothing is eliminated.
/// </remarks>
internal sealed class GramSolver
{
    private readonly MixingEigenbasis[] bases;
    private readonly MixingCoupling[] couplings;
    private readonly bool[] eliminated;
    private readonly double tolerance;

    public GramSolver(MixingGenerators[] generators, Tensor parameters, double tolerance)
    {
        this.tolerance = tolerance;
        bases = [.. generators.Select(g => new MixingEigenbasis(g))];
        couplings =
        [
            .. from t in Enumerable.Range(0, bases.Length)
            from s in Enumerable.Range(0, bases.Length)
            from view in generators[s].Space.Readers
            where generators[t].Space.Writers.Any(w => w.Slice == view.Slice && w.Axis == 0)
            select MixingCoupling.Of(t, s, view, parameters, bases),
        ];
        eliminated = Alternate();
    }

    /// <summary>Conjugate gradient steps of the last solution.</summary>
    public int Steps { get; private set; }

    /// <summary>Adds P v to a flat vector, P the projection onto the span of the generators.</summary>
    public void AddProjection(Tensor v, Tensor sum)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var target = bases.Select(b => b.Transposed(v)).ToArray();
        var solution = Solve(target);
        for (var s = 0; s < bases.Length; s++)
            bases[s].AddTangent(solution[s], sum);
    }

    private Tensor[] Solve(Tensor[] target)
    {
        var reduced = Reduced(target);
        var x = Zeros();
        var (r, z) = (reduced, Preconditioned(reduced));
        var p = z.Select(t => t.clone()).ToArray();
        var rho = Dot(r, z);
        var start = rho;
        for (Steps = 0; Steps < 5000 && rho > tolerance * tolerance * start && rho > 0; Steps++)
        {
            using var scope = NewDisposeScope();
            var image = Schur(p);
            var alpha = rho / Dot(p, image);
            Add(x, p, alpha);
            Add(r, image, -alpha);
            z = Preconditioned(r);
            var next = Dot(r, z);
            for (var s = 0; s < p.Length; s++)
                if (!eliminated[s])
                    p[s].mul_(next / rho).add_(z[s]);
            rho = next;
        }
        return Completed(x, target);
    }

    private bool[] Alternate()
    {
        var colour = new int[bases.Length];
        for (var s = 0; s < bases.Length; s++)
        {
            if (colour[s] == 0)
                colour[s] = 1;
            foreach (var c in couplings.Where(c => c.Writer == s || c.Reader == s))
            {
                var other = c.Writer == s ? c.Reader : c.Writer;
                if (colour[other] == colour[s])
                    return new bool[bases.Length];
                colour[other] = -colour[s];
            }
        }
        return [.. colour.Select(c => c < 0)];
    }

    /// <summary>B_0 - E D_1^+ B_1 for the spaces that stay.</summary>
    private Tensor[] Reduced(Tensor[] target)
    {
        var result = target.Select(t => t.clone()).ToArray();
        var solved = Solved(target);
        foreach (var c in couplings)
        {
            if (eliminated[c.Reader] && !eliminated[c.Writer])
                c.AddUp(solved[c.Reader], result[c.Writer], -1);
            if (eliminated[c.Writer] && !eliminated[c.Reader])
                c.AddDown(solved[c.Writer], result[c.Reader], -1);
        }
        return Masked(result);
    }

    /// <summary>(D_0 - E D_1^+ E^T) A where spaces are eliminated, T*T A where not.</summary>
    private Tensor[] Schur(Tensor[] a)
    {
        var result = Zeros();
        for (var s = 0; s < a.Length; s++)
            if (!eliminated[s])
                result[s] = where(bases[s].Inverse.gt(0), a[s] / bases[s].Inverse.clamp_min(1e-300), result[s]);
        var through = Coupled(a, fromEliminated: false);
        if (!eliminated.Any(e => e))
        {
            Add(result, through, 1, all: true);
            return Masked(result);
        }
        var back = Coupled(Solved(through), fromEliminated: true);
        Add(result, back, -1);
        return Masked(result);
    }

    private Tensor[] Completed(Tensor[] x, Tensor[] target)
    {
        if (!eliminated.Any(e => e))
            return x;
        var through = Coupled(x, fromEliminated: false);
        var rest = target.Zip(through, (t, e) => t - e).ToArray();
        var solved = Solved(rest);
        return [.. x.Select((t, s) => eliminated[s] ? solved[s] : t)];
    }

    private Tensor[] Coupled(Tensor[] a, bool fromEliminated)
    {
        var result = Zeros();
        foreach (var c in couplings)
        {
            if (eliminated[c.Reader] == fromEliminated)
                c.AddUp(a[c.Reader], result[c.Writer], 1);
            if (eliminated[c.Writer] == fromEliminated)
                c.AddDown(a[c.Writer], result[c.Reader], 1);
        }
        return Masked(result);
    }

    private Tensor[] Solved(Tensor[] target) =>
        [.. target.Select((t, s) => eliminated[s] ? t * bases[s].Inverse : bases[s].Zero())];

    private Tensor[] Preconditioned(Tensor[] r) =>
        [.. r.Select((t, s) => eliminated[s] ? bases[s].Zero() : t * bases[s].Inverse)];

    private Tensor[] Masked(Tensor[] a) => [.. a.Select((t, s) => bases[s].Masked(t))];

    private Tensor[] Zeros() => [.. bases.Select(b => b.Zero())];

    private double Dot(Tensor[] a, Tensor[] b) =>
        a.Zip(b).Where((_, s) => !eliminated[s]).Sum(pair => (pair.First * pair.Second).sum().item<double>());

    private void Add(Tensor[] sum, Tensor[] a, double factor, bool all = false)
    {
        for (var s = 0; s < sum.Length; s++)
            if (all || !eliminated[s])
                sum[s].add_(a[s], alpha: factor);
    }
}
