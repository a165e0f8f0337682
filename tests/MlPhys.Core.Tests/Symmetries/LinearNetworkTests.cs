using MlPhys.Curvature.Objectives;
using MlPhys.Curvature.Operators;
using MlPhys.Curvature.Spectra;
using MlPhys.Symmetries;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Symmetries;

public class LinearNetworkTests
{
    [Fact]
    public void At_the_reference_minimum_every_zero_mode_is_counted()
    {
        var objective = SymmetryReference.LinearAt("theta_min");
        var report = Study(objective);

        Assert.Equal(100, report.Zeros.ExactDimension);
        Assert.Equal(112, report.Zeros.PredictedAtMinimum);
        Assert.Equal(112, report.Zeros.Found);
        Assert.True(report.Zeros.GapRatio > 1e8);
        Assert.True(report.Verdict.IsAligned);
        var nonzero = report.Alignment!.Eigenvalues[112..];
        var expected = SymmetryReference.Linear.Numbers("min_eigenvalues");
        Assert.All(nonzero.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-10));

        using var hessian = DenseHessian.Of(objective);
        var basis = SymmetryBasis.Of(SymmetryGenerators.Of(objective).Exact, objective.Dimension, MemoryBudget.Default);
        Assert.InRange(hessian.Matrix.mm(basis).norm().item<double>(), 0, 1e-10);
    }

    [Fact]
    public void Away_from_the_minimum_the_gradient_moves_the_zeros_as_it_must()
    {
        var objective = SymmetryReference.LinearAt("theta_off");
        Assert.Equal(
            SymmetryReference.Linear.GetProperty("off").GetProperty("loss").GetDouble(),
            objective.Value(),
            1e-12
        );
        var report = Study(objective);
        Assert.Equal((32, 47), (report.Zeros.Found, report.Controls.NegativeEigenvalues));
        Assert.Equal(120, LinearCounts.TryOf(objective)!.HessianRankBound);
        Assert.InRange(LargestGradientIdentityError(objective), 0, 1e-12);
    }

    [Theory]
    [InlineData(new[] { 10, 8, 6, 4 }, 10, 112)]
    [InlineData(new[] { 10, 3, 10 }, 10, 9)]
    [InlineData(new[] { 10, 12, 4 }, 10, 128)]
    [InlineData(new[] { 10, 8, 6, 4 }, 6, 128)]
    [InlineData(new[] { 6, 6, 6 }, 6, 36)]
    [InlineData(new[] { 5, 7, 7, 5 }, 5, 94)]
    [InlineData(new[] { 8, 4, 7 }, 8, 16)]
    [InlineData(new[] { 7, 2, 5, 3 }, 7, 23)]
    [InlineData(new[] { 9, 5, 1 }, 9, 41)]
    [InlineData(new[] { 4, 6, 6, 6, 3 }, 4, 102)]
    [InlineData(new[] { 8, 5, 3 }, 4, 43)]
    public void Predicted_and_found_zeros_agree(int[] widths, int inputRank, int zeros)
    {
        var objective = Realisable(widths, inputRank);
        var counts = Study(objective).Zeros;
        Assert.Equal((zeros, zeros), (counts.PredictedAtMinimum, counts.Found));
        Assert.True(counts.GapRatio > 1e8);
        Assert.True(counts.ExactDimension <= counts.Found);
    }

    [Theory]
    [InlineData(10, 12, 4, 128)]
    [InlineData(10, 8, 4, 64)]
    public void Two_layers_have_the_dimension_of_the_rank_argument(int d, int n, int outputs, int dimension)
    {
        var objective = Realisable([d, n, outputs], d);
        Assert.Equal(dimension, n * n - (n - Math.Min(n, d)) * (n - Math.Min(n, outputs)));
        Assert.Equal(dimension, Study(objective).Zeros.ExactDimension);
    }

    [Fact]
    public void Weight_decay_keeps_rotations_flat_and_lifts_stretches_by_twice_its_strength()
    {
        var objective = Realisable([8, 4, 7], 8).WithWeightDecay(0.01);
        Assert.InRange(CriticalPoint.Polish(objective, 200), 0, 1e-12);
        using var hessian = DenseHessian.Of(objective);
        var values = hessian.Eigenvalues();
        Assert.Equal(6, values.Count(v => Math.Abs(v) < 1e-9));
        Assert.Equal(10, values.Count(v => Math.Abs(v - 0.02) < 1e-9));
    }

    [Fact]
    public void A_loss_ten_thousand_times_smaller_changes_no_normalised_number()
    {
        var objective = SymmetryReference.LinearAt("theta_off");
        var small = Objective.Of(
            objective.Structure.Module,
            objective.Input,
            objective.Target,
            LossFunction.Of((f, y) => (f - y).square().sum() * (0.5e-4 / f.shape[0]))
        );
        var (report, scaled) = (Study(objective), Study(small));
        Assert.Equal(report.Zeros.Found, scaled.Zeros.Found);
        Assert.Equal(report.CurvatureRatio, scaled.CurvatureRatio, 1e-10);
        Assert.All(
            report.Alignment!.Overlaps.Zip(scaled.Alignment!.Overlaps),
            pair => Assert.Equal(pair.First, pair.Second, 1e-10)
        );
    }

    private static SymmetryReport Study(Objective objective) =>
        SymmetryAnalysis
            .Of(objective.Structure.Module)
            .On(objective.Input, objective.Target, objective.Loss)
            .WithWeightDecay(objective.WeightDecay)
            .Run();

    /// <summary>A network whose data another one of its kind made, at that one's weights: a minimum of loss zero.</summary>
    private static Objective Realisable(int[] widths, int inputRank)
    {
        var model = SymmetryReference.LinearChain(widths);
        Curvature.CurvatureCases.Fill(model, 31, 0.6);
        var input = Curvature
            .CurvatureCases.Gaussian(41, 64, inputRank)
            .mm(Curvature.CurvatureCases.Gaussian(42, inputRank, widths[0]));
        if (inputRank == widths[0])
            input = Curvature.CurvatureCases.Gaussian(41, 64, inputRank);
        using var untracked = no_grad();
        return Objective.Of(model, input, model.call(input), LossFunction.Squared);
    }

    /// <summary>The largest entry of H T_A theta + T_A^T grad L over all generators A.</summary>
    private static double LargestGradientIdentityError(Objective objective)
    {
        var generators = SymmetryGenerators.Of(objective).Exact;
        var hessian = Hessian.Of(objective);
        var gradient = tensor(objective.Gradient());
        var largest = 0.0;
        foreach (var family in generators.Cast<MixingGenerators>())
            for (var k = 0; k < family.Count; k++)
            {
                var unit = zeros(family.Count, ScalarType.Float64);
                unit[k] = 1;
                var tangent = zeros(objective.Dimension, ScalarType.Float64);
                family.AddTangent(unit, tangent);
                var transposed = zeros(objective.Dimension, ScalarType.Float64);
                AddTransposed(family, k, gradient, transposed);
                largest = Math.Max(largest, (hessian.Apply(tangent) + transposed).abs().max().item<double>());
            }
        return largest;
    }

    /// <summary>T_A^T g as a vector in parameter space: A^T g for what writes, -g A^T for what reads.</summary>
    private static void AddTransposed(MixingGenerators family, int k, Tensor gradient, Tensor sum)
    {
        var n = family.Space.Size;
        var map = zeros(n, n, ScalarType.Float64);
        map[k / n, k % n] = 1;
        foreach (var view in family.Space.Writers)
            view.AddTo(sum, map.t().mm(view.Of(gradient)));
        foreach (var view in family.Space.Readers)
            view.AddTo(sum, -map.mm(view.Of(gradient)));
    }
}
