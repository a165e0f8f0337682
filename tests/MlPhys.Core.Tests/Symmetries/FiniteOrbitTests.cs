using MlPhys.Curvature.Objectives;
using MlPhys.Symmetries;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Symmetries;

/// <summary>Symmetries followed over finite distances: the loss stays what it was, far from where a tangent or a random direction leads.</summary>
public class FiniteOrbitTests
{
    [Fact]
    public void Along_a_residual_stream_the_loss_stays()
    {
        var objective = Regression(new ResidualNetwork(), 7, 6);
        var generators = SymmetryGenerators.Of(objective);
        var start = objective.Value();
        for (var space = 0; space < generators.Spaces.Length; space++)
        {
            var orbit = SymmetryOrbit.Follow(generators, space, reach: 1, points: 5);
            Assert.All(orbit.Orbit, loss => Assert.Equal(start, loss, 1e-11));
            Assert.True(orbit.Random.Max() - start > 1e-2);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_scale_before_a_normalisation_does_not_matter(bool batch)
    {
        nn.Module<Tensor, Tensor> norm = batch
            ? nn.BatchNorm1d(5, 0, track_running_stats: false)
            : nn.LayerNorm([5], 0);
        var model = Curvature.CurvatureCases.Chain(nn.Linear(7, 5), norm, nn.ReLU(), nn.Linear(5, 6));
        var objective = Regression(model, 7, 6);
        var start = objective.Value();
        var first = (Linear)objective.Structure.Layers[0].Module;
        using var untracked = no_grad();
        // Over the batch each feature has a scale of its own; over the features all have one.
        var scales = batch ? tensor(new[] { 0.5, 0.8, 1.3, 2, 3 }) : full(5, 2.5, ScalarType.Float64);
        var direction = MlPhys.Curvature.Layers.ParameterVector.Of(model).Read();
        first.weight.mul_(scales.unsqueeze(1));
        first.bias!.mul_(scales);
        Assert.Equal(start, objective.Value(), 1e-12);

        var moved = MlPhys.Curvature.Layers.ParameterVector.Of(model).Read();
        var change = tensor(moved.Zip(direction, (a, b) => a - b).ToArray());
        using var projected = SymmetryProjection.OntoExact(SymmetryGenerators.Of(objective)).Apply(change);
        Assert.InRange((projected - change).norm().item<double>(), 0, 1e-9 * change.norm().item<double>());
    }

    private static Objective Regression(nn.Module<Tensor, Tensor> model, int inputs, int outputs)
    {
        Curvature.CurvatureCases.Fill(model, 51);
        return Objective.Of(
            model,
            Curvature.CurvatureCases.Gaussian(52, 60, inputs),
            Curvature.CurvatureCases.Gaussian(53, 60, outputs),
            LossFunction.Squared
        );
    }
}
