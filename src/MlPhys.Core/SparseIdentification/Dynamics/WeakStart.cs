using System.Numerics.Tensors;
using MlPhys.SparseIdentification.Adaptive;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Gram;
using MlPhys.SparseIdentification.Laws;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Tables;
using MlPhys.SparseIdentification.Weak;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>First laws by the weak form on smoothed states, for one width of the test functions.</summary>
internal sealed class WeakStart
{
    private const int Power = 6;
    private const int CentresPerWidth = 2;
    private const int FewSamples = 100;
    private const double Floor = 1e-6;
    private readonly Candidate[] candidates;
    private readonly double[][] columns;
    private readonly WeakRows rows;
    private readonly int states;
    private readonly CancellationToken cancellation;

    /// <summary>Prepares the weak form.</summary>
    /// <param name="trajectories">The measurements.</param>
    /// <param name="smooth">Smoothed states, [trajectory][state].</param>
    /// <param name="candidates">The library.</param>
    /// <param name="halfWidth">Half-width of the test functions in samples.</param>
    /// <param name="cancellation">Stops the search.</param>
    public WeakStart(
        IReadOnlyList<Trajectory> trajectories,
        double[][][] smooth,
        Candidate[] candidates,
        int halfWidth,
        CancellationToken cancellation
    )
    {
        (this.candidates, this.cancellation, states) = (candidates, cancellation, trajectories[0].States.Length);
        double[][] times = [.. trajectories.Select(t => t.Times)];
        var stride = times.Sum(t => t.Length) < FewSamples ? 1 : Math.Max(1, halfWidth / CentresPerWidth);
        rows = new WeakRows(times, halfWidth, stride, Power);
        columns =
        [
            .. Enumerable.Range(0, states).Select(e => smooth.SelectMany(t => t[e]).ToArray()),
            .. Enumerable
                .Range(0, trajectories[0].Inputs.Length)
                .Select(u => trajectories.SelectMany(t => t.Inputs[u].Values).ToArray()),
        ];
    }

    /// <summary>The equations by the linear candidates.</summary>
    public WeakEquation[] Linear()
    {
        var linear = candidates.Where(c => c.IsLinear).ToArray();
        var features = new Tape(linear.Select(c => c.Body))
            .Evaluate(columns, columns[0].Length, default)
            .Select(f => rows.Of(f))
            .ToArray();
        var gram = VariableProjection.Gram(features);
        return [.. Enumerable.Range(0, states).Select(e => LinearEquation(e, linear, features, gram))];
    }

    /// <summary>The structures of one equation by all candidates, the best first.</summary>
    public WeakEquation[] Adaptive(int equation, Selection selection)
    {
        var regression = new Regression(columns, columns[0].Length, rows, rows.OfDerivative(columns[equation]));
        CompiledCandidate[] pool = [.. candidates.Select(c => new CompiledCandidate(c, regression))];
        var score = new Score(selection.Criterion, pool.Length);
        var search = new AddRemove(regression, pool, score, selection.MaximumTerms, cancellation);
        search.Run();
        return
        [
            .. search
                .Tried.OrderBy(s => s.Fit.IsAtBound)
                .Select(s => new WeakEquation(
                    PlacedTerm.Of(s.Fit, equation),
                    Math.Sqrt(s.Fit.Rss / regression.TotalSquares),
                    [.. Enumerable.Range(0, s.Fit.Parameters).Select(new Uncertainty(regression, s.Fit).StandardError)]
                )),
        ];
    }

    private WeakEquation LinearEquation(int equation, Candidate[] linear, double[][] features, double[,] gram)
    {
        var target = rows.OfDerivative(columns[equation]);
        var system = new GramSystem(
            gram,
            [.. features.Select(f => TensorPrimitives.Dot<double>(f, target))],
            TensorPrimitives.SumOfSquares<double>(target),
            rows.Count
        );
        var fit = new SubsetSearch(system, Score(system)).Run();
        var residual = (double[])target.Clone();
        foreach (var j in fit.Support)
            TensorPrimitives.MultiplyAdd(features[j], -fit.Coefficients[j], residual, residual);
        var norm = TensorPrimitives.Norm<double>(residual);
        var deviation = norm / Math.Sqrt(Math.Max(1, rows.Count - fit.Support.Length));
        return new WeakEquation(
            [.. fit.Support.Select(j => new PlacedTerm(equation, linear[j], [], fit.Coefficients[j], []))],
            norm / TensorPrimitives.Norm<double>(target),
            [.. fit.Factor.InverseDiagonal().Select(v => deviation * Math.Sqrt(v))]
        );
    }

    /// <summary>The extended BIC; infinite for fits with fewer rows to test them than terms, which would follow any data.</summary>
    private static Func<double, int, double> Score(GramSystem system)
    {
        var floor = Floor * Floor * system.TotalSquares;
        return (rss, terms) =>
            2 * terms > system.Rows
                ? double.PositiveInfinity
                : system.Rows * Math.Log((rss + floor) / system.TotalSquares)
                    + terms * (Math.Log(system.Rows) + 2 * Math.Log(system.Count));
    }
}
