using MlPhys.Flows;
using MlPhys.Numerics.Random;
using MlPhys.Turbulence.Gradients;
using MlPhys.Turbulence.Models;

namespace MlPhys.Core.Tests.Turbulence.Gradients;

public class HomogeneityTests
{
    [Fact]
    public void Moments_are_traces_of_powers_of_the_tensor()
    {
        var random = new RandomStream(4);
        var x = new double[50, TraceFree.Dimension];
        for (var n = 0; n < 50; n++)
        for (var i = 0; i < TraceFree.Dimension; i++)
            x[n, i] = random.Gaussian();
        var a = TraceFree.Tensors(x);
        double[] expected = [a.Sum(e => e * e) / 50, 0, 0];
        for (var n = 0; n < 50; n++)
        for (var p = 0; p < 27; p++)
        {
            var (i, j, k) = (p / 9, p / 3 % 3, p % 3);
            expected[1] += k == 0 ? a[9 * n + 3 * i + j] * a[9 * n + 3 * j + i] / 50 : 0;
            expected[2] += a[9 * n + 3 * i + j] * a[9 * n + 3 * j + k] * a[9 * n + 3 * k + i] / 50;
        }
        for (var m = 0; m < 3; m++)
            Assert.Equal(expected[m], Homogeneity.Moments[m].Mean(x), 1e-12);
    }

    [Fact]
    public void A_flow_of_data_that_break_homogeneity_is_drawn_towards_it()
    {
        var data = Stretched(3000);
        double Left(FlowTraining training)
        {
            var samples = training.WithEpochs(30).WithRate(1e-2).WithPatience(0).Train().Flow.Sample(50_000, 3);
            return Math.Abs(Homogeneity.Moments[1].Mean(samples));
        }
        var training = FlowTraining.Of(IsotropicFlow.Create(1, 8), data).WithBatchSize(512);
        var (free, held) = (Left(training), Left(training.WithMoments(5, Homogeneity.Moments)));
        Assert.InRange(free, 0.12, 0.25);
        Assert.InRange(held, 0, free / 4);
    }

    [Fact]
    public void Moments_that_cannot_be_held_are_refused()
    {
        var data = Stretched(500);
        var few = FlowTraining.Of(FlowDesign.For(8).WithAffineCouplings(2).Build(), data);
        var beyond = Assert.Throws<ArgumentException>(() =>
            few.WithMoments(1, Moment.Of("x9", 0, MomentTerm.Of(1, 9)))
        );
        Assert.Contains("takes variable 9", beyond.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => few.WithMoments(0, Homogeneity.Moments));
        var continuous = FlowTraining.Of(FlowDesign.For(8).WithWidth(8).WithContinuous(4).Build(), data);
        Assert.Throws<InvalidOperationException>(() => continuous.WithMoments(1, Homogeneity.Moments));
    }

    /// <summary>Gaussian gradients with a strain of mean square 0.6 and a rotation of 0.4: ⟨Tr A²⟩ = 0.2.</summary>
    private static double[,] Stretched(int count)
    {
        var random = new RandomStream(8);
        var x = new double[count, TraceFree.Dimension];
        for (var n = 0; n < count; n++)
        for (var i = 0; i < TraceFree.Dimension; i++)
            x[n, i] = random.Gaussian() * Math.Sqrt(i < TraceFree.StrainDimension ? 0.6 / 5 : 0.4 / 3);
        return x;
    }
}
