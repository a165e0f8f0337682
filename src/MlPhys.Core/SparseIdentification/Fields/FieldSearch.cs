using System.Numerics.Tensors;
using MlPhys.SparseIdentification.Adaptive;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Gram;
using MlPhys.SparseIdentification.Weak;

namespace MlPhys.SparseIdentification.Fields;

/// <summary>Weak regression of a field equation for several widths of the test functions. The widths vote on the terms;
/// the likelihood gives the coefficients.</summary>
internal sealed class FieldSearch(FieldIdentification request, CancellationToken cancellation)
{
    private const int Power = 9;
    private const int CentresPerWidth = 3;
    private const double Floor = 1e-6;
    private const int LikelihoodPower = 7;
    private const int LikelihoodCentres = 3;
    private const int MinimumRows = 10;
    private static readonly double[] LikelihoodShares = [0.09, 0.13, 0.18];
    private static readonly double[] Shares = [0.06, 0.09, 0.13, 0.18, 0.25];

    private sealed record Vote(FieldTerm[] Terms, double[] Coefficients, double[] Errors)
    {
        public string Key { get; } = string.Join(',', Terms.Select(t => $"{t.Order}:{t.Body}"));

        public double LogErrors => MeanLog(Coefficients, Errors);

        public static double MeanLog(double[] coefficients, double[] errors) =>
            errors.Zip(coefficients, (e, c) => Math.Log(e / Math.Abs(c))).DefaultIfEmpty().Average();
    }

    public FieldLaw Run()
    {
        var candidates = request.Library.Candidates(1).ToArray();
        if (candidates.FirstOrDefault(c => !c.IsLinear) is { } parametric)
            throw new InvalidOperationException(
                $"'{parametric.Family}' has inner parameters, expected functions of the field alone"
            );
        var terms = candidates
            .SelectMany(c => Enumerable.Range(0, request.Order + 1).Select(k => new FieldTerm(c.Body, k)))
            .Where(t => t.Order == 0 || t.Body is not ConstantNode)
            .ToArray();
        var votes = Shares.SelectMany(x => Shares.Select(t => Fit(terms, x, t))).OfType<Vote>().ToArray();
        if (votes.Length == 0)
            throw new InvalidOperationException(
                $"a grid of {request.Field.Times.Length} x {request.Field.Positions.Length} points holds too few test functions "
                    + $"for {terms.Length} candidates"
            );
        var winner = votes.GroupBy(v => v.Key, StringComparer.Ordinal).MaxBy(g => g.Count())!;
        var best = winner.MinBy(v => v.LogErrors)!;
        var (coefficients, errors) = best.Terms.Length == 0 ? ([], []) : MostLikely(best);
        return new FieldLaw(
            request.Field.Name,
            best.Terms.Select((t, i) => (t, coefficients[i], errors[i])),
            (double)winner.Count() / votes.Length
        );
    }

    /// <summary>The likelihood estimate of the widths whose coefficients are known best.</summary>
    private (double[] Coefficients, double[] Errors) MostLikely(Vote found)
    {
        var best = LikelihoodShares
            .Select(share => new WeakGrid(request.Field, share, LikelihoodCentres, LikelihoodPower))
            .Where(grid => grid.Count > MinimumRows * found.Terms.Length)
            .Select(grid => new FieldLikelihood(request.Field, found.Terms, grid).Fit(found.Coefficients, cancellation))
            .Where(fit => fit.Errors.All(double.IsFinite))
            .MinBy(fit => Vote.MeanLog(fit.Coefficients, fit.Errors));
        return best is null ? (found.Coefficients, found.Errors) : (best.Coefficients, best.Errors);
    }

    private Vote? Fit(FieldTerm[] terms, double spaceShare, double timeShare)
    {
        cancellation.ThrowIfCancellationRequested();
        var field = request.Field;
        var space = Math.Max(6, (int)(spaceShare * field.Positions.Length));
        var time = Math.Max(6, (int)(timeShare * field.Times.Length));
        var target = Rows(Formula.Variable(0), space, 0, time, 1);
        if (target.Length <= 2 * terms.Length)
            return null;
        var rows = terms.Select(t => Rows(t.Body, space, t.Order, time, 0)).ToArray();
        for (var j = 0; j < terms.Length; j++)
            if (terms[j].Order % 2 == 1)
                TensorPrimitives.Negate(rows[j], rows[j]);
        TensorPrimitives.Negate(target, target);
        var system = new GramSystem(
            VariableProjection.Gram(rows),
            [.. rows.Select(r => TensorPrimitives.Dot<double>(r, target))],
            TensorPrimitives.SumOfSquares<double>(target),
            target.Length
        );
        var fit = new SubsetSearch(system, Score(system)).Run();
        var variance = fit.Rss / Math.Max(1, target.Length - fit.Support.Length);
        return new Vote(
            [.. fit.Support.Select(j => terms[j])],
            [.. fit.Support.Select(j => fit.Coefficients[j])],
            [.. fit.Factor.InverseDiagonal().Select(v => Math.Sqrt(v * variance))]
        );
    }

    /// <summary>The integrals of g(u) against the test functions' derivatives of given orders in space and time.</summary>
    private double[] Rows(Formula body, int space, int spaceOrder, int time, int timeOrder)
    {
        var field = request.Field;
        var (nt, nx) = (field.Times.Length, field.Positions.Length);
        var inSpace = TestFunction.Derivative(space, Step(field.Positions), Power, spaceOrder);
        var inTime = TestFunction.Derivative(time, Step(field.Times), Power, timeOrder);
        var values = new double[nt * nx];
        Buffer.BlockCopy(field.Values, 0, values, 0, values.Length * sizeof(double));
        var function = new Tape([body]).Evaluate([values], values.Length, default)[0];
        var projected = Enumerable
            .Range(0, nt)
            .Select(i => TestFunction.Project(function.AsSpan(i * nx, nx), inSpace, Stride(space)))
            .ToArray();
        return
        [
            .. Enumerable
                .Range(0, projected[0].Length)
                .SelectMany(c => TestFunction.Project([.. projected.Select(p => p[c])], inTime, Stride(time))),
        ];
    }

    private static Func<double, int, double> Score(GramSystem system) =>
        (rss, terms) =>
            system.Rows * Math.Log(rss / system.TotalSquares + Floor * Floor)
            + terms * (Math.Log(system.Rows) + 2 * Math.Log(system.Count));

    private static int Stride(int halfWidth) => Math.Max(1, halfWidth / CentresPerWidth);

    private static double Step(double[] grid) => (grid[^1] - grid[0]) / (grid.Length - 1);
}
