using MlPhys.Curvature.Objectives;
using MlPhys.Curvature.Spectra;
using MlPhys.Symmetries;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Symmetries;

public class SymmetryAnalysisTests
{
    [Fact]
    public void Without_matrices_the_same_overlap_is_found()
    {
        var objective = SymmetryReference.TeacherPoint(nn.ReLU());
        var report = SymmetryAnalysis
            .Of(objective.Structure.Module)
            .Within(MemoryBudget.Default, denseLimit: 0)
            .WithDensity(probes: 60, steps: 100)
            .On(objective.Input, objective.Target, objective.Loss)
            .Run();

        var baseline = report.Density!.Baseline;
        Assert.InRange(Math.Abs(baseline.Value - 64.0 / 240), 0, 4 * baseline.StandardError);
        var lowest = report.Density.Overlap(0, report.Density.Quantile(64.0 / 240));
        Assert.InRange(Math.Abs(lowest.Value - 0.638), 0, 0.03);
        Assert.InRange(Math.Abs(report.CurvatureRatio - 0.4136), 0, 0.02);
        Assert.True(report.Verdict.IsAligned);
    }

    [Fact]
    public void Without_matrices_the_same_controls_are_found()
    {
        var model = Curvature.CurvatureCases.Chain(nn.Linear(8, 4), nn.ReLU(), nn.Linear(4, 3));
        Curvature.CurvatureCases.Fill(model, 91);
        var input = cat([Curvature.CurvatureCases.Gaussian(92, 200, 6), zeros(200, 2, ScalarType.Float64)], 1);
        var classes = tensor(Enumerable.Range(0, 200).Select(i => (long)(i * 7 % 3)).ToArray());
        var analysis = SymmetryAnalysis.Of(model).WithDensity(probes: 200, steps: 51);
        var dense = analysis.On(input, classes, LossFunction.CrossEntropy).Run();
        var free = analysis.Within(MemoryBudget.Default, 0).On(input, classes, LossFunction.CrossEntropy).Run();

        Assert.Equal((2 * 4, 5), (dense.Controls.TrivialDimension, dense.Controls.SoftmaxShift));
        Assert.Equal(dense.Controls.TrivialDimension + dense.Controls.SoftmaxShift, dense.Controls.Removed);
        Assert.Equal(dense.Controls.Removed, free.Controls.Removed);
        Assert.Equal(dense.Controls.BaselineWithoutTrivial, free.Controls.BaselineWithoutTrivial, 0.02);
        Assert.Equal(dense.Controls.MeanOverlapWithoutTrivial, free.Controls.MeanOverlapWithoutTrivial, 0.05);
    }

    [Fact]
    public void A_study_resumes_from_its_densities()
    {
        using var folder = new TemporaryFolder();
        var objective = SymmetryReference.TeacherPoint(nn.ReLU());
        SymmetryStudy Study(SymmetryStudy study) => study.WithCheckpoint(folder["study"]);
        var study = SymmetryAnalysis
            .Of(objective.Structure.Module)
            .Within(MemoryBudget.Default, 0)
            .WithDensity(2, 30)
            .On(objective.Input, objective.Target, objective.Loss);
        var whole = study.Run();
        Assert.Equal(whole.Verdict, Study(study).Run().Verdict);
        Assert.True(File.Exists(folder["study.whole-all"]) && File.Exists(folder["study.whole-symmetric"]));
        Assert.Equal(whole.Verdict, Study(study).Run().Verdict);
        Assert.Throws<InvalidDataException>(() => Study(study.WithWeightDecay(0.1)).Run());
    }

    [Fact]
    public void Dead_inputs_do_not_pass_for_symmetries_and_do_not_hide_them()
    {
        using var untracked = no_grad();
        var model = Curvature.CurvatureCases.Chain(nn.Linear(16, 5), nn.ReLU(), nn.Linear(5, 8));
        Curvature.CurvatureCases.Fill(model, 91);
        var input = cat([Curvature.CurvatureCases.Gaussian(92, 300, 10), zeros(300, 6, ScalarType.Float64)], 1);
        var report = SymmetryAnalysis.Of(model).On(input, model.call(input), LossFunction.Squared).Run();

        var first = report.Controls.TrivialNulls[0];
        Assert.Equal((6, 30), (first.DeadInputs, first.Dimension));
        Assert.Equal(30 + 5, report.Zeros.Found);
        Assert.Equal(report.Zeros.Found, report.Zeros.PredictedAtLeast);
        Assert.Equal(30, report.Controls.Removed);
        Assert.True(report.Controls.MeanOverlapWithoutTrivial > 2 * report.Controls.BaselineWithoutTrivial);
        Assert.True(report.Controls.MeanOverlapWithoutTrivial > 1.5 * report.Alignment!.MeanOfLowest);
        Assert.True(report.Verdict.IsAligned);
    }

    [Fact]
    public void Dead_neurons_and_starved_data_are_told()
    {
        using var untracked = no_grad();
        var model = Curvature.CurvatureCases.Chain(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 2));
        Curvature.CurvatureCases.Fill(model, 293);
        model.get_parameter("0.bias")![2] = -100;
        var input = Curvature.CurvatureCases.Gaussian(94, 20, 4);
        var report = SymmetryAnalysis.Of(model).On(input, model.call(input), LossFunction.Squared).Run();

        Assert.Equal(1, report.Controls.TrivialNulls[0].DeadNeurons);
        Assert.Equal(1, report.Controls.TrivialNulls[1].DeadInputs);
        Assert.True(report.Controls.IsStarved);
        Assert.Contains("more parameters than numbers to fit", report.Verdict.Text);
    }

    [Fact]
    public void Weight_decay_is_told()
    {
        var report = SymmetryAnalysis
            .Of(Objective().Structure.Module)
            .On(Objective().Input, Objective().Target, LossFunction.CrossEntropy)
            .WithWeightDecay(0.05)
            .Run();
        Assert.Contains("weight decay moves exact zero modes to 0.1", report.Verdict.Text);
    }

    [Fact]
    public void Layers_unknown_to_the_theory_are_named_and_their_features_left_alone()
    {
        using var model = Curvature.CurvatureCases.Chain(
            nn.Linear(5, 4),
            nn.PReLU(1),
            nn.Linear(4, 4),
            nn.ReLU(),
            nn.Linear(4, 3)
        );
        Curvature.CurvatureCases.Fill(model, 95);
        var classes = tensor(Enumerable.Range(0, 30).Select(i => (long)(i % 3)).ToArray());
        var report = SymmetryAnalysis
            .Of(model)
            .On(Curvature.CurvatureCases.Gaussian(96, 30, 5), classes, LossFunction.CrossEntropy)
            .Run();
        Assert.Equal("layer 1 (PReLU)", Assert.Single(report.Unknown));
        Assert.Equal(["2 -> 4"], report.Generators.Spaces.Select(s => s.Name));

        using var nothing = Curvature.CurvatureCases.Chain(nn.Linear(5, 3));
        var study = SymmetryAnalysis
            .Of(nothing)
            .On(Curvature.CurvatureCases.Gaussian(96, 30, 5), classes, LossFunction.CrossEntropy);
        Assert.Throws<InvalidOperationException>(() => study.Run());
    }

    [Fact]
    public void Features_that_flow_through_unknown_functions_are_left_alone()
    {
        using var model = new Doubled();
        Curvature.CurvatureCases.Fill(model, 97);
        var input = Curvature.CurvatureCases.Gaussian(98, 20, 4);
        var generators = SymmetryGenerators.Of(
            MlPhys.Curvature.Objectives.Objective.Of(model, input, input, LossFunction.Squared)
        );
        Assert.Equal("the input of outer", Assert.Single(generators.Unknown));
        Assert.Empty(generators.Spaces);
    }

    [Fact]
    public void Bad_input_is_refused_or_told_with_its_numbers()
    {
        var (input, classes) = (Objective().Input, Objective().Target);
        using var empty = nn.Sequential(nn.ReLU());
        Assert.Throws<ArgumentException>(() => SymmetryAnalysis.Of(empty));

        using var learning = Curvature.CurvatureCases.Chain(nn.Linear(5, 4), nn.BatchNorm1d(4), nn.Linear(4, 3));
        var refused = Assert.Throws<ArgumentException>(() =>
            SymmetryAnalysis.Of(learning).On(input, classes, LossFunction.CrossEntropy)
        );
        Assert.Contains("batch norm 1 is in training mode", refused.Message);
        learning.eval();
        SymmetryAnalysis.Of(learning).On(input, classes, LossFunction.CrossEntropy);

        using var single = nn.Sequential(nn.Linear(5, 4), nn.ReLU(), nn.Linear(4, 3));
        var report = SymmetryAnalysis
            .Of(single)
            .On(input.to(ScalarType.Float32), classes, LossFunction.CrossEntropy)
            .Run();
        Assert.Contains("the weights are Float32: eigenvalues below", Assert.Single(report.Warnings));
    }

    [Fact]
    public void Figures_are_drawn_for_both_kinds_of_report()
    {
        var objective = Objective();
        var study = SymmetryAnalysis.Of(objective.Structure.Module);
        var dense = study.On(objective.Input, objective.Target, objective.Loss).Run();
        var free = study
            .Within(MemoryBudget.Default, 0)
            .WithDensity(2, 10)
            .On(objective.Input, objective.Target, objective.Loss)
            .Run();
        Assert.Equal(3, dense.Figure().Panels.Length);
        Assert.Equal(2, free.Figure().Panels.Length);
        Assert.Contains("<svg", dense.Figure().ToSvg());
        Assert.Contains("<svg", free.Figure().ToSvg());
    }

    [Fact]
    public void An_orbit_is_flat_and_a_plane_holds_the_loss()
    {
        var objective = SymmetryReference.TeacherPoint(nn.ReLU());
        var generators = SymmetryGenerators.Of(objective);
        var before = objective.Structure.Parameters.Read();
        var exact = SymmetryOrbit.Follow(generators, reach: 1);
        var broken = SymmetryOrbit.Follow(generators, exact: false, reach: 1);

        Assert.All(exact.Orbit, loss => Assert.InRange(loss, 0, RoundingLoss(objective)));
        Assert.True(broken.Orbit.Max() > 1e-3 && exact.Random.Max() > broken.Orbit.Max());
        using var hessian = MlPhys.Curvature.Operators.Hessian.Of(objective);
        double Along(double[] v) => v.Zip(hessian.Apply(v), (x, y) => x * y).Sum();
        Assert.InRange(Math.Abs(Along(generators.Direction())), 0, 1e-14);
        Assert.InRange(Along(generators.Direction(exact: false)), 1e-3, 1);
        Assert.Equal(1, generators.Direction(exact: false).Sum(x => x * x), 1e-12);
        var plane = LossPlane.Through(
            objective,
            LossPlane.FilterNormalised(objective, 1),
            LossPlane.FilterNormalised(objective, 2),
            0.5,
            5
        );
        Assert.InRange(plane.Loss[2, 2], 0, RoundingLoss(objective));
        Assert.True(plane.Loss[0, 0] > 0.01);
        Assert.Equal(before, objective.Structure.Parameters.Read());
    }

    /// <summary>
    /// The loss that rounding alone makes of a fitted two-layer network: outputs and targets are each off by gamma |W2| |W1| |x| at most (Higham,
    /// Accuracy and Stability, section 3.5), which rescaling does not change; gamma = n u for the n operations behind an output.
    /// </summary>
    private static double RoundingLoss(Objective objective)
    {
        using var untracked = no_grad();
        var (first, second) = (
            objective.Structure.Parameters.Parameters[0],
            objective.Structure.Parameters.Parameters[1]
        );
        // Beside the two sums: an exponential, exact to an ulp or two, and a product for each of the two layers.
        var operations = first.shape[1] + first.shape[0] + 8;
        var size = objective.Input.abs().mm(first.abs().t()).mm(second.abs().t()) * (operations * Math.ScaleB(1, -53));
        return (2 * size).square().sum().item<double>() / (2 * objective.Samples);
    }

    private static Objective Objective() => Curvature.CurvatureCases.Of("tanh perceptron, cross-entropy");

    private sealed class Doubled : nn.Module<Tensor, Tensor>
    {
        private readonly Linear inner = nn.Linear(4, 4);
        private readonly Linear outer = nn.Linear(4, 4);

        public Doubled()
            : base(nameof(Doubled))
        {
            RegisterComponents();
            this.to(ScalarType.Float64);
        }

        public override Tensor forward(Tensor input) => outer.call(inner.call(input).sin());
    }
}
