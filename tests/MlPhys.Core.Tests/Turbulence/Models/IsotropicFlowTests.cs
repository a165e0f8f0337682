using MlPhys.Core.Tests.Flows;
using MlPhys.Numerics.Random;
using MlPhys.Turbulence.Models;

namespace MlPhys.Core.Tests.Turbulence.Models;

public class IsotropicFlowTests
{
    [Fact]
    public void Density_is_the_same_for_every_rotation()
    {
        var flow = FlowCases.Of("isotropic");
        var x = flow.Sample(2000, 1);
        Assert.InRange(RandomRotations.LogDensityChange(flow, x), 0, 1e-9);
        var turned = Turned(x, 2);
        var change = flow.LogDensity(FlowCases.Single(x))
            .Zip(flow.LogDensity(FlowCases.Single(turned)), (a, b) => (double)(a - b) * (a - b));
        Assert.InRange(Math.Sqrt(change.Average()), 0, 1e-4);
    }

    [Fact]
    public void Score_turns_with_the_gradient()
    {
        var flow = FlowCases.Of("isotropic");
        var x = flow.Sample(50, 1);
        var (there, turned) = (Turned(flow.Score(x), 5), flow.Score(Turned(x, 5)));
        for (var n = 0; n < 50; n++)
        for (var i = 0; i < 8; i++)
            Assert.Equal(there[n, i], turned[n, i], 1e-8 * (1 + Math.Abs(there[n, i])));
    }

    [Fact]
    public void Starts_as_the_gaussian_that_homogeneity_asks_for()
    {
        var flow = IsotropicFlow.Create();
        var x = flow.Sample(10, 1);
        var score = flow.Score(x);
        for (var n = 0; n < 10; n++)
        for (var i = 0; i < 8; i++)
            Assert.Equal(-x[n, i] * (i < 5 ? 10 : 6), score[n, i], 1e-9);
    }

    /// <summary>The same random rotation for each row, whatever the values: the stream is asked anew for each.</summary>
    private static double[,] Turned(double[,] x, long seed)
    {
        var random = new RandomStream(seed);
        var turned = new double[x.GetLength(0), 8];
        for (var n = 0; n < x.GetLength(0); n++)
        {
            var y = RandomRotations.Turn([.. Enumerable.Range(0, 8).Select(i => x[n, i])], random);
            for (var i = 0; i < 8; i++)
                turned[n, i] = y[i];
        }
        return turned;
    }
}
