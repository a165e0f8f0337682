using TorchSharp;
using static TorchSharp.torch;

namespace MlPhys.Torch.Tests.NN;

/// <summary>Holds autograd to (f(x + h) − f(x − h))/2h, along a random direction for each variable.</summary>
internal static class CentralDifferences
{
    private const double Step = 1e-6;

    public static void Check(Func<Tensor> function, IReadOnlyList<Tensor> variables, double tolerance = 1e-6)
    {
        if (variables.Count == 0)
            return;
        var gradients = autograd.grad([function()], [.. variables], allow_unused: true);
        foreach (var (variable, gradient) in variables.Zip(gradients))
        {
            var direction = torch.randn(variable.shape, ScalarType.Float64);
            var slope = gradient is null ? 0 : (gradient * direction).sum().item<double>();
            var difference = (At(direction, Step) - At(direction, -Step)) / (2 * Step);
            Assert.True(
                Math.Abs(slope - difference) <= tolerance * Math.Max(1, Math.Abs(slope)),
                $"autograd {slope}, central difference {difference}"
            );

            double At(Tensor along, double step)
            {
                using var untracked = no_grad();
                variable.add_(along, step);
                var value = function().item<double>();
                variable.sub_(along * step);
                return value;
            }
        }
    }
}
