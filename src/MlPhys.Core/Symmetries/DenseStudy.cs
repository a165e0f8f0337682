using System.Collections.Immutable;
using MlPhys.Curvature.Objectives;
using MlPhys.Curvature.Spectra;
using MlPhys.Runs;
using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>The analysis of a network small enough to diagonalise its Hessian.</summary>
internal sealed class DenseStudy(SymmetryGenerators generators, MemoryBudget budget)
{
    private const int Stages = 4;
    private readonly Objective objective = generators.Objective;

    private int Size => objective.Dimension;

    public SymmetryReport Run(IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        Tell(progress, 0, "Hessian", cancellation);
        using var hessian = DenseHessian.Of(objective, budget);
        Tell(progress, 1, "eigenvectors", cancellation);
        var (values, vectors) = hessian.Eigen();
        Tell(progress, 2, "symmetry directions", cancellation);
        var basis = SymmetryBasis.Of(generators.Linearised, Size, budget);
        var nulls = TrivialNulls.Of(objective, budget);
        var trivial = TrivialBasis(nulls);
        Tell(progress, 3, "controls", cancellation);
        var gradient = Math.Sqrt(objective.Gradient().Sum(g => g * g));
        var tolerance = 100 * Size * Precision() * values.Max(Math.Abs);
        var (eigenvalues, overlaps) = Overlaps(values, vectors, basis, tolerance);
        var (without, baseline) = WithoutTrivial(hessian, values, basis, trivial, overlaps);
        var controls = new Controls(
            gradient,
            values.Count(v => v < -tolerance),
            nulls.Rows,
            generators.SoftmaxShift?.Count ?? 0,
            Starved.Is(objective),
            objective.WeightDecay,
            (int)trivial.shape[1],
            without,
            baseline
        );
        var alignment = new Alignment(eigenvalues, overlaps, (int)basis.shape[1], controls);
        var ratio = MeanCurvature(hessian.Matrix, basis) / (hessian.Trace / Size);
        return new SymmetryReport(
            generators,
            Counts(eigenvalues, tolerance, gradient, basis, trivial),
            controls,
            Verdict.Of(alignment.MeanOfLowest, alignment.Baseline, ratio, controls),
            ratio,
            Families(hessian)
        )
        {
            Alignment = alignment,
        };
    }

    private double Precision() =>
        objective.Structure.Parameters.Type == ScalarType.Float64 ? Math.ScaleB(1, -52) : Math.ScaleB(1, -23);

    private Tensor TrivialBasis(TrivialNulls nulls)
    {
        var dead = nulls.Basis(Size);
        if (generators.SoftmaxShift is not { } shift)
            return dead;
        var tangents = SymmetryBasis.Tangents([shift], Size);
        return cat([dead, SymmetryBasis.OfColumns(tangents - dead.mm(dead.t().mm(tangents)))], 1);
    }

    private static (double[] Values, double[] Overlaps) Overlaps(
        double[] values,
        Tensor vectors,
        Tensor basis,
        double tolerance
    )
    {
        var squares = basis.t().mm(vectors).square().sum([0L]).data<double>().ToArray();
        var order = Enumerable.Range(0, values.Length).OrderBy(i => Math.Abs(values[i])).ToArray();
        var (sorted, overlaps) = (order.Select(i => values[i]).ToArray(), order.Select(i => squares[i]).ToArray());
        // Within the zeros the eigenvectors are arbitrary: only the sum over them has a meaning.
        var zeros = sorted.Count(v => Math.Abs(v) <= tolerance);
        if (zeros > 0)
            Array.Fill(overlaps, overlaps[..zeros].Average(), 0, zeros);
        return (sorted, overlaps);
    }

    /// <summary>The mean overlap of the lowest directions on the complement of the trivial nulls.</summary>
    private (double Overlap, double Baseline) WithoutTrivial(
        DenseHessian hessian,
        double[] values,
        Tensor basis,
        Tensor trivial,
        double[] overlaps
    )
    {
        var m = (int)basis.shape[1];
        if (trivial.shape[1] == 0)
            return (overlaps[..m].Average(), (double)m / Size);
        var rest = Size - (int)trivial.shape[1];
        var left = SymmetryBasis.OfColumns(basis - trivial.mm(trivial.t().mm(basis)));
        m = (int)left.shape[1];
        if (m == 0)
            return (0, 0);
        var far = 10 * values.Max(Math.Abs);
        var outer = hessian.Matrix.mm(trivial);
        var cross = outer.mm(trivial.t());
        var inner = trivial.mm(trivial.t().mm(outer)).mm(trivial.t());
        var kept = hessian.Matrix - cross - cross.t() + inner + trivial.mm(trivial.t()) * far;
        var (moved, vectors) = linalg.eigh((kept + kept.t()) * 0.5);
        var squares = left.t().mm(vectors).square().sum([0L]).data<double>().ToArray();
        var lowest = moved
            .data<double>()
            .ToArray()
            .Select((v, i) => (Value: Math.Abs(v), Overlap: squares[i]))
            .OrderBy(pair => pair.Value)
            .Take(m);
        return (lowest.Average(pair => pair.Overlap), (double)m / rest);
    }

    private ZeroCounts Counts(double[] eigenvalues, double tolerance, double gradient, Tensor basis, Tensor trivial)
    {
        var exact = SymmetryBasis.Of(generators.Exact, Size, budget);
        var together = SymmetryBasis.OfColumns(cat([exact, trivial], 1));
        var zeros = eigenvalues.Count(v => Math.Abs(v) <= tolerance);
        var gap =
            zeros > 0 && zeros < Size ? Math.Abs(eigenvalues[zeros]) / Math.Abs(eigenvalues[zeros - 1]) : double.NaN;
        return new ZeroCounts(
            (int)exact.shape[1],
            (int)basis.shape[1],
            (int)together.shape[1],
            objective.WeightDecay > 0 ? null : LinearCounts.TryOf(objective)?.ZerosAtMinimum,
            zeros,
            tolerance,
            eigenvalues.Count(v => Math.Abs(v) <= Math.Max(tolerance, gradient)),
            gap
        );
    }

    private ImmutableArray<GeneratorCurvature> Families(DenseHessian hessian)
    {
        var mean = hessian.Trace / Size;
        return
        [
            .. generators
                .Linearised.Select(g =>
                    (Family: g, IsExact: generators.Exact.Any(e => e.Kind == g.Kind && e.Place == g.Place))
                )
                .Concat(
                    generators
                        .Exact.Where(e => !generators.Linearised.Any(g => e.Kind == g.Kind && e.Place == g.Place))
                        .Select(e => (Family: e, IsExact: true))
                )
                .Select(pair =>
                {
                    using var scope = NewDisposeScope();
                    var basis = SymmetryBasis.Of([pair.Family], Size, budget);
                    var curvature = MeanCurvature(hessian.Matrix, basis);
                    return new GeneratorCurvature(
                        pair.Family.Place,
                        pair.Family.Kind,
                        pair.IsExact,
                        (int)basis.shape[1],
                        curvature,
                        curvature / mean
                    );
                }),
        ];
    }

    private static double MeanCurvature(Tensor hessian, Tensor basis) =>
        (basis * hessian.mm(basis)).sum().item<double>() / basis.shape[1];

    private static void Tell(IProgress<RunProgress>? progress, int stage, string name, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(new RunProgress(name, stage, Stages));
    }
}
