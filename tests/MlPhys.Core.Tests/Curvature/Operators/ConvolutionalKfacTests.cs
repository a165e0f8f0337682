using MlPhys.Curvature.Objectives;
using MlPhys.Curvature.Operators;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Curvature.Operators;

/// <summary>Grosse and Martens' factors of a convolution, summed over positions one by one.</summary>
public class ConvolutionalKfacTests
{
    private const int Samples = 6;
    private const int Side = 4;
    private const int Channels = 3;
    private const int Positions = 9;
    private const int Points = 2 * 2 * 2;
    private const int Outputs = 2;

    [Fact]
    public void The_factors_are_those_of_the_definition()
    {
        var model = CurvatureCases.Chain(
            nn.Conv2d(2, Channels, 2, stride: 2, padding: 1),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(Channels * Positions, Outputs)
        );
        var objective = CurvatureCases.Regression(model, [2, Side, Side], Outputs, Samples);
        var kfac = Kfac.Of(objective.InBatches(4)).ToDense();
        var (inputs, signals) = (Inputs(objective), Signals(objective));

        for (var i = 0; i < Channels; i++)
        for (var j = 0; j < Channels; j++)
        for (var p = 0; p <= Points; p++)
        for (var q = 0; q <= Points; q++)
            Assert.Equal(signals[i, j] * inputs[p, q], kfac[Place(i, p), Place(j, q)], 1e-12);
        Assert.Equal(0, kfac[0, Channels * (Points + 1)]);
    }

    /// <summary>Where weight p of a channel stands among the parameters; its bias follows the last one.</summary>
    private static int Place(int channel, int p) => p < Points ? channel * Points + p : Channels * Points + channel;

    /// <summary>Mean over samples of the sum over positions.</summary>
    private static double[,] Inputs(Objective objective)
    {
        var sum = new double[Points + 1, Points + 1];
        for (var n = 0; n < Samples; n++)
        for (var t = 0; t < Positions; t++)
        {
            var patch = Enumerable.Range(0, Points).Select(p => Pixel(objective, n, t, p)).Append(1).ToArray();
            for (var p = 0; p <= Points; p++)
            for (var q = 0; q <= Points; q++)
                sum[p, q] += patch[p] * patch[q] / Samples;
        }
        return sum;
    }

    /// <summary>What point p of the kernel meets at position t: stride 2, a margin of zeros.</summary>
    private static double Pixel(Objective objective, int sample, int t, int p)
    {
        var (y, x) = (2 * (t / 3) - 1 + p / 2 % 2, 2 * (t % 3) - 1 + p % 2);
        return y is >= 0 and < Side && x is >= 0 and < Side ? objective.Input[sample, p / 4, y, x].item<double>() : 0;
    }

    /// <summary>Mean over samples and positions of the outputs' gradients.</summary>
    private static double[,] Signals(Objective objective)
    {
        using var untracked = no_grad();
        var convolution = (TorchSharp.Modules.Conv2d)objective.Structure.Layers[0].Module;
        var active = convolution.call(objective.Input).gt(0);
        var head = objective.Structure.Layers[^1].Module.get_parameter("weight")!;
        var sum = new double[Channels, Channels];
        for (var n = 0; n < Samples; n++)
        for (var t = 0; t < Positions; t++)
        for (var k = 0; k < Outputs; k++)
        {
            double Gradient(int c) =>
                active[n, c, t / 3, t % 3].item<bool>() ? head[k, c * Positions + t].item<double>() : 0;
            for (var i = 0; i < Channels; i++)
            for (var j = 0; j < Channels; j++)
                sum[i, j] += Gradient(i) * Gradient(j) / (Samples * Positions);
        }
        return sum;
    }
}
