using MlPhys.Flows;
using MlPhys.Numerics.Random;
using MlPhys.Turbulence.Models;

namespace MlPhys.Core.Tests.Flows;

/// <summary>Every kind of flow, with parameters moved away from their start, so that no map is the identity.</summary>
internal static class FlowCases
{
    public static readonly Dictionary<string, Func<Flow>> All = new()
    {
        ["affine couplings"] = () => FlowDesign.For(4).WithWidth(16).WithAffineCouplings(4).Build(),
        ["sequential couplings"] = () => FlowDesign.For(4).WithWidth(16).WithSequentialCouplings(2).Build(),
        ["spline couplings"] = () => FlowDesign.For(4).WithWidth(16).WithSplineCouplings(4, 6, 3).Build(),
        ["masked autoregressive"] = () => FlowDesign.For(4).WithWidth(16).WithMaskedAutoregressive(2).Build(),
        ["rotations and permutations"] = () =>
            FlowDesign
                .For(3)
                .WithRotation()
                .WithPermutation()
                .WithWidth(8)
                .WithAffineCouplings(2)
                .WithRotation()
                .Build(),
        ["conditional spline"] = () => FlowDesign.For(3).WithContext(2).WithWidth(16).WithSplineCouplings(4).Build(),
        ["conditional autoregressive"] = () =>
            FlowDesign.For(3).WithContext(2).WithWidth(16).WithMaskedAutoregressive(2).Build(),
        ["heavy tails"] = () =>
            FlowDesign
                .For(3)
                .WithWidth(16)
                .WithStandardisation(Points(50, 3, 4))
                .WithSplineCouplings(2)
                .WithBase(BaseDensity.StudentT(4, 1, 2, 0.5))
                .Build(),
        ["continuous"] = () => FlowDesign.For(3).WithWidth(12).WithContinuous(24).Build(),
        ["mixture"] = () =>
            MixtureFlow.Of(
                FlowDesign.For(3).WithWidth(8).WithAffineCouplings(2).WithSeed(1).Build(),
                FlowDesign.For(3).WithWidth(8).WithSplineCouplings(2).WithSeed(2).Build()
            ),
        ["isotropic"] = () => IsotropicFlow.Create(2, 12, 6),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static TheoryData<string> BijectiveNames => [.. All.Keys.Where(name => name != "mixture")];

    public static Flow Of(string name)
    {
        var flow = All[name]();
        var random = new RandomStream(7);
        return flow.WithParameters([.. flow.Parameters.Select(p => p + 0.15 * random.Gaussian())]);
    }

    public static Flow Load(string name, string path) =>
        name switch
        {
            "mixture" => MixtureFlow.Load(path),
            "isotropic" => IsotropicFlow.Load(path),
            _ => NormalizingFlow.Load(path),
        };

    public static double[,] Points(Flow flow, int count) =>
        Points(count, flow.Dimension + flow.ContextDimension, 3, flow is IsotropicFlow ? 0.4 : 1);

    public static double[,] Points(int count, int columns, long seed, double scale = 1)
    {
        var random = new RandomStream(seed);
        var x = new double[count, columns];
        for (var i = 0; i < count; i++)
        for (var j = 0; j < columns; j++)
            x[i, j] = scale * random.Gaussian();
        return x;
    }

    public static float[,] Single(double[,] x)
    {
        var y = new float[x.GetLength(0), x.GetLength(1)];
        for (var i = 0; i < x.GetLength(0); i++)
        for (var j = 0; j < x.GetLength(1); j++)
            y[i, j] = (float)x[i, j];
        return y;
    }
}
