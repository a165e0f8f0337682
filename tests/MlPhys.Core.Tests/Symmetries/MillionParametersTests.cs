using MlPhys.Curvature.Objectives;
using MlPhys.Curvature.Operators;
using MlPhys.Curvature.Spectra;
using MlPhys.Symmetries;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Symmetries;

/// <summary>A network whose Hessian would need 8 TB.</summary>
public class MillionParametersTests
{
    private static readonly MemoryBudget Budget = new(64L << 20);

    [Fact]
    public void Products_are_enough()
    {
        var objective = Network();
        Assert.InRange(objective.Dimension, 1_000_000, 1_100_000);
        using var hessian = Hessian.Of(objective);
        var pairs = ExtremeEigenpairs.Of(hessian).WithTolerance(1e-2).Find(1);
        Assert.True(pairs.Converged);
        var mean = StochasticLanczos.Run(hessian, 2, 5, seed: 1).Mean(x => x);
        Assert.InRange(mean.Value, 0, pairs.Values[0]);

        var projection = SymmetryProjection.OntoLinearised(SymmetryGenerators.Of(objective), tolerance: 1e-8);
        using var vector = Curvature.CurvatureCases.Gaussian(3, objective.Dimension);
        using var image = projection.Apply(vector);
        Assert.Equal(image.square().sum().item<double>(), image.dot(vector).item<double>(), 1e-3);
        Assert.Equal(projection.Generators, image.square().sum().item<double>(), 0.1 * projection.Generators);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_its_numbers()
    {
        var objective = Network();
        var matrix = Assert.Throws<InvalidOperationException>(() => DenseHessian.Of(objective, Budget));
        Assert.Contains($"the matrix of {objective.Dimension} parameters needs", matrix.Message);
        Assert.Contains("the budget is 64 MiB: set a larger one or work matrix-free", matrix.Message);

        var study = SymmetryAnalysis
            .Of(objective.Structure.Module)
            .Within(Budget, denseLimit: 2_000_000)
            .On(objective.Input, objective.Target, objective.Loss);
        var moments = Assert.Throws<InvalidOperationException>(() => study.Run());
        Assert.Contains("the matrix of second moments of the inputs of layer 0 needs 400 MiB", moments.Message);
    }

    private static Objective Network()
    {
        var model = Curvature.CurvatureCases.Chain(
            nn.Linear(4180, 240),
            nn.ReLU(),
            nn.Linear(240, 40),
            nn.ReLU(),
            nn.Linear(40, 10)
        );
        MlPhys.Curvature.Layers.ParameterVector.Of(model).WriteGaussian(1, gain: 2);
        var classes = tensor(Enumerable.Range(0, 8).Select(i => (long)i).ToArray());
        return Objective.Of(model, Curvature.CurvatureCases.Gaussian(2, 8, 4180), classes, LossFunction.CrossEntropy);
    }
}
