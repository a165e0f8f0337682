using MlPhys.Curvature.Objectives;
using MlPhys.Numerics.Random;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Curvature;

/// <summary>Small networks in float64 on which curvature is checked.</summary>
internal static class CurvatureCases
{
    public static IEnumerable<string> Names => Cases.Keys;

    private static readonly Dictionary<string, Func<Objective>> Cases = new()
    {
        ["tanh perceptron, cross-entropy"] = () =>
            Classification(Chain(nn.Linear(5, 4), nn.Tanh(), nn.Linear(4, 3)), [5]),
        ["leaky perceptron, squared, weight decay"] = () =>
            Regression(
                    Chain(nn.Linear(5, 4, false), nn.LeakyReLU(0.3), nn.Linear(4, 4), nn.GELU(), nn.Linear(4, 2)),
                    [5],
                    2
                )
                .WithWeightDecay(0.03),
        ["perceptron that ends in a sigmoid"] = () =>
            Regression(Chain(nn.Flatten(), nn.Linear(6, 3), nn.Sigmoid()), [2, 3], 3),
        ["convolution, cross-entropy"] = () =>
            Classification(
                Chain(nn.Conv2d(1, 2, 3, padding: 1), nn.SiLU(), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(8, 3)),
                [1, 4, 4]
            ),
        ["a layer used twice"] = () => Regression(new Twice(), [4], 4),
    };

    public static Objective Of(string name) => Cases[name]();

    public static nn.Module<Tensor, Tensor> Chain(params nn.Module<Tensor, Tensor>[] layers)
    {
        var model = nn.Sequential(layers);
        model.to(ScalarType.Float64);
        return model;
    }

    public static Tensor Gaussian(long seed, params long[] shape) =>
        tensor(new RandomStream(seed).Gaussians((int)shape.Aggregate(1L, (p, s) => p * s)), shape);

    /// <summary>Sets the parameters to Gaussian numbers of a width.</summary>
    public static void Fill(nn.Module model, long seed, double width = 0.5)
    {
        using var untracked = no_grad();
        foreach (var (parameter, i) in model.parameters().Select((p, i) => (p, i)))
            parameter.copy_(Gaussian(seed + i, parameter.shape) * width);
    }

    public static Objective Regression(nn.Module<Tensor, Tensor> model, long[] shape, int outputs, int samples = 12)
    {
        Fill(model, 3);
        return Objective.Of(
            model,
            Gaussian(11, [samples, .. shape]),
            Gaussian(12, samples, outputs),
            LossFunction.Squared
        );
    }

    public static Objective Classification(nn.Module<Tensor, Tensor> model, long[] shape, int samples = 12)
    {
        Fill(model, 4);
        var classes = Enumerable.Range(0, samples).Select(i => (long)(i * i % 3)).ToArray();
        return Objective.Of(model, Gaussian(13, [samples, .. shape]), tensor(classes), LossFunction.CrossEntropy);
    }

    private sealed class Twice : nn.Module<Tensor, Tensor>
    {
        private readonly Linear inner = nn.Linear(4, 4);

        public Twice()
            : base(nameof(Twice))
        {
            RegisterComponents();
            this.to(ScalarType.Float64);
        }

        public override Tensor forward(Tensor input) => inner.call(input + inner.call(input).tanh());
    }
}
