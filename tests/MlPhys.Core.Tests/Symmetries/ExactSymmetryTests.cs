using MlPhys.Curvature.Layers;
using MlPhys.Curvature.Objectives;
using MlPhys.Curvature.Spectra;
using MlPhys.Symmetries;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Symmetries;

/// <summary>The table of exact symmetries: the function does not move along them, and at a minimum nothing else is flat.</summary>
public class ExactSymmetryTests
{
    public static TheoryData<string> Networks => [.. Cases.Keys];

    private static readonly Dictionary<
        string,
        (Func<nn.Module<Tensor, Tensor>> Model, long[] Shape, int Dimension)
    > Cases = new()
    {
        ["dense, linear, bias 7-5-5-6"] = (
            () => Curvature.CurvatureCases.Chain(nn.Linear(7, 5), nn.Linear(5, 5), nn.Linear(5, 6)),
            [7],
            60
        ),
        ["dense, rectified, bias 8-6-5-7"] = (
            () =>
                Curvature.CurvatureCases.Chain(nn.Linear(8, 6), nn.ReLU(), nn.Linear(6, 5), nn.ReLU(), nn.Linear(5, 7)),
            [8],
            11
        ),
        ["convolution, linear, average pool"] = (() => Convolutional(false, nn.Identity()), [2, 8, 8], 25),
        ["convolution, linear, average pool, bias"] = (() => Convolutional(true, nn.Identity()), [2, 8, 8], 32),
        ["convolution, rectified"] = (() => Convolutional(true, nn.ReLU()), [2, 8, 8], 7),
        ["batch norm in training, rectified"] = (
            () =>
                Curvature.CurvatureCases.Chain(
                    nn.Linear(7, 6),
                    nn.BatchNorm1d(6, 0, track_running_stats: false),
                    nn.ReLU(),
                    nn.Linear(6, 4)
                ),
            [7],
            18
        ),
        ["residual stream, rectified branch"] = (() => new ResidualNetwork(), [7], 25 + 4),
        ["layer norm, rectified"] = (
            () => Curvature.CurvatureCases.Chain(nn.Linear(7, 5), nn.LayerNorm([5], 0), nn.ReLU(), nn.Linear(5, 6)),
            [7],
            1 + 8 + 5
        ),
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void They_leave_the_function_and_are_all_that_is_flat(string name)
    {
        var (make, shape, dimension) = Cases[name];
        var model = make();
        Curvature.CurvatureCases.Fill(model, 51);
        var input = Curvature.CurvatureCases.Gaussian(52, [120, .. shape]);
        using var untracked = no_grad();
        // Scales of order one keep every neuron alive.
        foreach (var norm in NetworkStructure.Of(model).Layers.OfType<NormalizationLayer>())
            norm.Module.get_parameter("weight")!.fill_(1);
        var objective = Objective.Of(model, input, model.call(input), LossFunction.Squared);
        var generators = SymmetryGenerators.Of(objective);
        var basis = SymmetryBasis.Of(generators.Exact, objective.Dimension, MemoryBudget.Default);

        Assert.Empty(generators.Unknown);
        Assert.Equal(dimension, basis.shape[1]);
        using var hessian = DenseHessian.Of(objective);
        Assert.InRange((hessian.Matrix.mm(basis).norm() / hessian.Matrix.norm()).item<double>(), 0, 1e-13);
        var values = hessian.Eigenvalues();
        var tolerance = 100 * objective.Dimension * Math.ScaleB(1, -52) * values.Max();
        Assert.Equal(dimension, values.Count(v => Math.Abs(v) <= tolerance));
    }

    [Fact]
    public void The_softmax_shift_is_flat_at_any_point()
    {
        var model = Curvature.CurvatureCases.Chain(nn.Linear(8, 6), nn.Tanh(), nn.Linear(6, 5));
        Curvature.CurvatureCases.Fill(model, 61);
        var classes = tensor(Enumerable.Range(0, 80).Select(i => (long)(i * 7 % 5)).ToArray());
        var objective = Objective.Of(
            model,
            Curvature.CurvatureCases.Gaussian(62, 80, 8),
            classes,
            LossFunction.CrossEntropy
        );
        var shift = SymmetryGenerators.Of(objective).SoftmaxShift!;

        Assert.Equal(7, shift.Count);
        using var hessian = DenseHessian.Of(objective);
        var tangents = SymmetryBasis.Tangents([shift], objective.Dimension);
        Assert.InRange(hessian.Matrix.mm(tangents).abs().max().item<double>(), 0, 1e-14);
        var values = hessian.Eigenvalues();
        Assert.Equal(7, values.Count(v => Math.Abs(v) < 1e-12 * values.Max()));
    }

    [Fact]
    public void Weight_decay_lifts_every_rescaling_to_twice_its_strength()
    {
        var model = Curvature.CurvatureCases.Chain(nn.Linear(6, 3, false), nn.ReLU(), nn.Linear(3, 5, false));
        Curvature.CurvatureCases.Fill(model, 71, 0.8);
        using var untracked = no_grad();
        var input = Curvature.CurvatureCases.Gaussian(72, 200, 6);
        var objective = Objective.Of(model, input, model.call(input), LossFunction.Squared).WithWeightDecay(0.01);
        Assert.InRange(CriticalPoint.Polish(objective, 300), 0, 1e-12);
        using var hessian = DenseHessian.Of(objective);
        Assert.Equal(3, hessian.Eigenvalues().Count(v => Math.Abs(v - 0.02) < 1e-9));
    }

    private static nn.Module<Tensor, Tensor> Convolutional(bool bias, nn.Module<Tensor, Tensor> activation) =>
        Curvature.CurvatureCases.Chain(
            nn.Conv2d(2, 4, 3, padding: 1, bias: bias),
            activation is ReLU ? nn.ReLU() : nn.Identity(),
            nn.Conv2d(4, 3, 3, padding: 1, bias: bias),
            activation,
            nn.AvgPool2d(4),
            nn.Flatten(),
            nn.Linear(12, 5, bias)
        );
}
