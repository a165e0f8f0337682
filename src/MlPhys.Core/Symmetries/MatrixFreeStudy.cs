using MlPhys.Curvature.Objectives;
using MlPhys.Curvature.Operators;
using MlPhys.Curvature.Spectra;
using MlPhys.Numerics.Random;
using MlPhys.Runs;
using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>The analysis of a network by products with its Hessian alone: the symmetry-resolved density instead of eigenvectors near zero.</summary>
internal sealed class MatrixFreeStudy(SymmetryGenerators generators, SymmetryAnalysis analysis, string checkpoint)
{
    private readonly Objective objective = generators.Objective;

    public SymmetryReport Run(IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        using var hessian = Hessian.Of(objective);
        var projection = SymmetryProjection.OntoLinearised(generators);
        var nulls = TrivialNulls.Of(objective, analysis.Budget);
        var complement = new TrivialComplement(nulls, generators.SoftmaxShift);
        var starts = Curvature.Spectra.Probes.Gaussian(
            new RandomStream(analysis.Seed).Split("probes"),
            analysis.Probes,
            objective.Dimension,
            ScalarType.Float64
        );
        var density = Density(hessian, projection, starts, "whole", progress, cancellation);
        var controlled =
            complement.Removed == 0 ? density : Controlled(hessian, complement, starts, progress, cancellation);
        var gradient = Math.Sqrt(objective.Gradient().Sum(g => g * g));
        var (overlap, baseline) = Lowest(density);
        var (without, rest) = Lowest(controlled);
        var controls = new Controls(
            gradient,
            null,
            nulls.Rows,
            generators.SoftmaxShift?.Count ?? 0,
            Starved.Is(objective),
            objective.WeightDecay,
            complement.Removed,
            without,
            rest
        );
        var ratio = density.AlongSymmetries.Mean(x => x).Value / baseline / density.All.Mean(x => x).Value;
        var largest = Math.Max(Math.Abs(density.All.Lowest), Math.Abs(density.All.Highest));
        return new SymmetryReport(
            generators,
            Counts(baseline, largest),
            controls,
            Verdict.Of(overlap, baseline, ratio, controls),
            ratio,
            []
        )
        {
            Density = density,
            DensityWithoutTrivial = controlled,
        };
    }

    private SymmetryDensity Density(
        LinearOperator hessian,
        LinearOperator projection,
        Tensor starts,
        string name,
        IProgress<RunProgress>? progress,
        CancellationToken cancellation
    )
    {
        return new SymmetryDensity(Of(starts, "all"), Of(projection.Multiply(starts), "symmetric"));

        SpectralDensity Of(Tensor vectors, string part) =>
            StochasticLanczos.From(
                hessian,
                vectors.to(hessian.Type),
                analysis.Steps,
                false,
                checkpoint.Length > 0 ? $"{checkpoint}.{name}-{part}" : "",
                progress,
                cancellation
            );
    }

    /// <summary>The density on the complement of trivial directions, with the symmetry directions that are left there.</summary>
    private SymmetryDensity Controlled(
        LinearOperator hessian,
        TrivialComplement complement,
        Tensor starts,
        IProgress<RunProgress>? progress,
        CancellationToken cancellation
    )
    {
        var parameters = tensor(objective.Structure.Parameters.Read()).unsqueeze(0);
        complement.TakeOutOf(parameters);
        var projection = SymmetryProjection.OntoLinearised(generators, parameters.squeeze(0));
        var rest = starts.clone();
        complement.TakeOutOf(rest);
        return Density(hessian, projection, rest, "controlled", progress, cancellation);
    }

    /// <summary>Mean overlap of the lowest eigenvectors, as many as there are symmetry directions, and that of a random subspace.</summary>
    private static (double Overlap, double Baseline) Lowest(SymmetryDensity density)
    {
        var baseline = density.Baseline.Value / density.All.Mean(_ => 1).Value;
        return (density.Overlap(0, Math.BitIncrement(density.Quantile(baseline))).Value, baseline);
    }

    private ZeroCounts Counts(double baseline, double largest)
    {
        var exact = generators.Exact.Sum(g => g.Count);
        var precision =
            objective.Structure.Parameters.Type == ScalarType.Float64 ? Math.ScaleB(1, -52) : Math.ScaleB(1, -23);
        return new ZeroCounts(
            exact,
            (int)Math.Round(baseline * objective.Dimension),
            exact,
            null,
            null,
            100 * objective.Dimension * precision * largest,
            null,
            double.NaN
        );
    }
}
