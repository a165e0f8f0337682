using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Torch.Tests.Optim;

/// <summary>Optimisers against their update rules, written out for one number; the loss is x⁴/4 + x, whose slope is x³ + 1.</summary>
public class OptimizerTests
{
    private const double Start = 1.5;
    private const int Steps = 7;

    public static TheoryData<string> Names => [.. Rules.Keys];

    private static readonly Dictionary<
        string,
        (Func<Parameter, optim.Optimizer> Make, Func<IEnumerable<double>> Path)
    > Rules = new()
    {
        ["SGD"] = (p => optim.SGD([p], 0.1), () => Momentum(0.1, 0, 0, 0, false)),
        ["SGD with momentum"] = (p => optim.SGD([p], 0.1, 0.9, 0.2), () => Momentum(0.1, 0.9, 0.2, 0, false)),
        ["SGD, Nesterov, decay"] = (
            p => optim.SGD([p], 0.1, 0.9, weight_decay: 0.3, nesterov: true),
            () => Momentum(0.1, 0.9, 0, 0.3, true)
        ),
        ["SGD uphill"] = (p => optim.SGD([p], 0.01, maximize: true), () => Momentum(-0.01, 0, 0, 0, false)),
        ["Adam"] = (p => optim.Adam([p], 0.1), () => Adam(0.1, 0.9, 0.999, 0, 0, false)),
        ["Adam, decay, AMSGrad"] = (
            p => optim.Adam([p], 0.1, 0.5, 0.6, weight_decay: 0.3, amsgrad: true),
            () => Adam(0.1, 0.5, 0.6, 0.3, 0, true)
        ),
        ["AdamW"] = (p => optim.AdamW([p], 0.1, weight_decay: 0.3), () => Adam(0.1, 0.9, 0.999, 0, 0.3, false)),
        ["RMSProp"] = (p => optim.RMSProp([p], 0.1), () => RmsProp(0.1, 0, 0, false)),
        ["RMSProp, centred, momentum, decay"] = (
            p => optim.RMSProp([p], 0.1, weight_decay: 0.3, momentum: 0.5, centered: true),
            () => RmsProp(0.1, 0.5, 0.3, true)
        ),
        ["Adagrad"] = (p => optim.Adagrad([p], 0.5, 0.1, 0.2, 0.3), () => Adagrad(0.5, 0.1, 0.2, 0.3)),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Path_is_that_of_the_rule(string name)
    {
        var (make, path) = Rules[name];
        var parameter = nn.Parameter(torch.tensor([Start]));
        var optimizer = make(parameter);
        var walked = new List<double>();
        for (var step = 0; step < Steps; step++)
        {
            optimizer.zero_grad();
            var loss = optimizer.step(() =>
            {
                var value = (parameter.pow(4) / 4 + parameter).sum();
                value.backward();
                return value;
            });
            Assert.NotNull(loss);
            walked.Add(parameter.detach().item<double>());
        }
        Assert.All(path().Zip(walked), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    private static double Slope(double x) => x * x * x + 1;

    private static IEnumerable<double> Momentum(
        double rate,
        double momentum,
        double dampening,
        double decay,
        bool nesterov
    )
    {
        var (x, buffer) = (Start, 0.0);
        for (var step = 0; step < Steps; step++)
        {
            var g = Slope(x) + decay * x;
            buffer = step == 0 ? g : momentum * buffer + (1 - dampening) * g;
            x -=
                rate
                * (
                    momentum == 0 ? g
                    : nesterov ? g + momentum * buffer
                    : buffer
                );
            yield return x;
        }
    }

    private static IEnumerable<double> Adam(
        double rate,
        double beta1,
        double beta2,
        double decay,
        double decoupled,
        bool amsgrad
    )
    {
        var (x, m, v, most) = (Start, 0.0, 0.0, 0.0);
        for (var step = 1; step <= Steps; step++)
        {
            x *= 1 - rate * decoupled;
            var g = Slope(x / (1 - rate * decoupled)) + decay * x;
            m = beta1 * m + (1 - beta1) * g;
            v = beta2 * v + (1 - beta2) * g * g;
            most = Math.Max(most, v);
            var root = Math.Sqrt((amsgrad ? most : v) / (1 - Math.Pow(beta2, step))) + 1e-8;
            x -= rate * m / (1 - Math.Pow(beta1, step)) / root;
            yield return x;
        }
    }

    private static IEnumerable<double> RmsProp(double rate, double momentum, double decay, bool centered)
    {
        var (x, square, mean, buffer) = (Start, 0.0, 0.0, 0.0);
        for (var step = 0; step < Steps; step++)
        {
            var g = Slope(x) + decay * x;
            square = 0.99 * square + 0.01 * g * g;
            mean = 0.99 * mean + 0.01 * g;
            buffer = momentum * buffer + g / (Math.Sqrt(square - (centered ? mean * mean : 0)) + 1e-8);
            x -= rate * buffer;
            yield return x;
        }
    }

    private static IEnumerable<double> Adagrad(double rate, double rateDecay, double decay, double initial)
    {
        var (x, sum) = (Start, initial);
        for (var step = 0; step < Steps; step++)
        {
            var g = Slope(x) + decay * x;
            sum += g * g;
            x -= rate / (1 + step * rateDecay) * g / (Math.Sqrt(sum) + 1e-10);
            yield return x;
        }
    }
}
