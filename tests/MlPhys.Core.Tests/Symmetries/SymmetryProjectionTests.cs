using MlPhys.Curvature.Objectives;
using MlPhys.Curvature.Spectra;
using MlPhys.Symmetries;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Symmetries;

public class SymmetryProjectionTests
{
    public static TheoryData<string> Networks => [.. Cases.Keys];

    private static readonly Dictionary<string, Func<nn.Module<Tensor, Tensor>>> Cases = new()
    {
        ["10-8-6-4"] = () => SymmetryReference.LinearChain(10, 8, 6, 4),
        ["20-10-10-10"] = () =>
            Curvature.CurvatureCases.Chain(
                nn.Linear(10, 10),
                nn.ReLU(),
                nn.Linear(10, 10),
                nn.ReLU(),
                nn.Linear(10, 4)
            ),
        ["wide"] = () => SymmetryReference.LinearChain(10, 12, 4),
        ["linear with biases"] = () =>
            Curvature.CurvatureCases.Chain(nn.Linear(10, 6), nn.Linear(6, 6), nn.Linear(6, 4)),
        ["convolution"] = () =>
            Curvature.CurvatureCases.Chain(
                nn.Unflatten(1, [1, 10]),
                nn.Conv1d(1, 4, 3),
                nn.ReLU(),
                nn.Conv1d(4, 3, 3),
                nn.Flatten(),
                nn.Linear(18, 4)
            ),
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void It_is_the_projection_of_the_materialised_basis(string name)
    {
        var model = Cases[name]();
        Curvature.CurvatureCases.Fill(model, 81);
        var input = Curvature.CurvatureCases.Gaussian(82, 30, 10);
        var objective = Objective.Of(model, input, Curvature.CurvatureCases.Gaussian(83, 30, 4), LossFunction.Squared);
        var generators = SymmetryGenerators.Of(objective);
        foreach (
            var (families, projection) in new[]
            {
                (generators.Exact, SymmetryProjection.OntoExact(generators)),
                (generators.Linearised, SymmetryProjection.OntoLinearised(generators)),
            }
        )
        {
            var basis = SymmetryBasis.Of(families, objective.Dimension, MemoryBudget.Default);
            var rows = Curvature.CurvatureCases.Gaussian(84, 3, objective.Dimension);
            var expected = rows.mm(basis).mm(basis.t());
            var found = projection.Apply(rows);
            Assert.InRange((found - expected).abs().max().item<double>(), 0, 1e-9);
            Assert.InRange((projection.Apply(found) - found).abs().max().item<double>(), 0, 1e-9);
        }
    }

    [Fact]
    public void Its_dimension_is_that_of_the_generators_where_they_are_independent()
    {
        using var model = Curvature.CurvatureCases.Chain(
            nn.Linear(60, 30),
            nn.ReLU(),
            nn.Linear(30, 30),
            nn.ReLU(),
            nn.Linear(30, 10)
        );
        var input = Curvature.CurvatureCases.Gaussian(85, 4, 60);
        var objective = Objective.Of(model, input, Curvature.CurvatureCases.Gaussian(86, 4, 10), LossFunction.Squared);
        var projection = SymmetryProjection.OntoLinearised(SymmetryGenerators.Of(objective));
        var dimension = projection.Dimension(8, seed: 1);
        Assert.Equal(1800, projection.Generators);
        Assert.InRange(Math.Abs(dimension.Value - 1800), 0, 4 * dimension.StandardError);
        Assert.InRange(dimension.StandardError, 0, 40);
    }
}
