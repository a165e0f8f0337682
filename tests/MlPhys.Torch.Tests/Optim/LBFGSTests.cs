using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Torch.Tests.Optim;

public class LBFGSTests
{
    [Fact]
    public void Rosenbrock_is_solved_with_the_line_search()
    {
        var x = nn.Parameter(torch.tensor([-1.2, 1.0]));
        var optimizer = optim.LBFGS(
            [x],
            lr: 1,
            max_iter: 100,
            tolerange_grad: 1e-10,
            tolerance_change: 1e-16,
            line_search_fn: "strong_wolfe"
        );
        var evaluations = 0;
        optimizer.step(() =>
        {
            evaluations++;
            return Closure(optimizer, () => Rosenbrock(x));
        });
        Assert.Equal(1, x.detach()[0].item<double>(), 1e-8);
        Assert.Equal(1, x.detach()[1].item<double>(), 1e-8);
        Assert.InRange(evaluations, 20, 80);
    }

    [Fact]
    public void A_quadratic_is_solved_in_as_many_iterations_as_it_has_dimensions()
    {
        var scales = torch.tensor([1.0, 10, 100, 1000]);
        var x = nn.Parameter(torch.ones(4, ScalarType.Float64));
        var optimizer = optim.LBFGS(
            [("x", x)],
            1,
            max_iter: 30,
            tolerange_grad: 1e-9,
            tolerance_change: 0,
            line_search_fn: "strong_wolfe"
        );
        optimizer.step(() => Closure(optimizer, () => (scales * x.square()).sum()));
        Assert.True(x.detach().abs().max().item<double>() < 1e-9);
    }

    [Fact]
    public void Without_a_line_search_steps_have_the_learning_rate()
    {
        var x = nn.Parameter(torch.tensor([3.0, -1]));
        var optimizer = optim.LBFGS([x], lr: 0.5, max_iter: 1, tolerance_change: 0);
        var loss = optimizer.step(() => Closure(optimizer, () => x.square().sum()));
        Assert.Equal(10, loss!.item<double>());
        // The first step is lr/|g|₁ along the gradient (6, −2).
        Assert.Equal([3 - 6 * 0.5 / 8, -1 + 2 * 0.5 / 8], x.detach().data<double>().ToArray());
        for (var step = 0; step < 60; step++)
            optimizer.step(() => Closure(optimizer, () => x.square().sum()));
        Assert.True(x.detach().abs().max().item<double>() < 1e-5);
    }

    [Fact]
    public void Several_parameters_are_optimised_together_and_memory_lives_on_between_steps()
    {
        var (a, b) = (nn.Parameter(torch.tensor([-1.2])), nn.Parameter(torch.tensor([1.0])));
        var optimizer = optim.LBFGS(
            [a, b],
            lr: 1,
            max_iter: 5,
            tolerange_grad: 1e-9,
            tolerance_change: 1e-16,
            line_search_fn: "strong_wolfe"
        );
        for (var step = 0; step < 15; step++)
            optimizer.step(() => Closure(optimizer, () => Rosenbrock(torch.cat([a, b]))));
        Assert.Equal(1, b.detach().item<double>(), 1e-5);
        Assert.Equal(1, optimizer.ParamGroups.Single().LearningRate);
        optimizer.Dispose();
    }

    [Fact]
    public void Every_step_of_the_line_search_meets_the_wolfe_conditions()
    {
        foreach (var first in new[] { 1e-3, 0.1, 1, 30.0 })
        {
            // A quartic with its minimum at t = 1.3.
            static double Loss(double t) => Math.Pow(t - 1.3, 4) + Math.Pow(t - 1.3, 2);
            static double Slope(double t) => 4 * Math.Pow(t - 1.3, 3) + 2 * (t - 1.3);
            Trial At(double t) => new(t, Loss(t), torch.zeros(1), Slope(t));
            var found = new StrongWolfe(At, At(0), 1, 1e-9).From(first);
            Assert.True(found.Loss <= Loss(0) + 1e-4 * found.Step * Slope(0));
            Assert.True(Math.Abs(found.Slope) <= 0.9 * Math.Abs(Slope(0)));
        }
    }

    [Fact]
    public void Wrong_use_is_refused()
    {
        Parameter[] one = [nn.Parameter(torch.zeros(1))];
        Assert.Throws<ArgumentException>(() => optim.LBFGS(one, line_search_fn: "armijo"));
        Assert.Throws<ArgumentOutOfRangeException>(() => optim.LBFGS(one, history_size: 0));
        Assert.Throws<ArgumentException>(() => optim.LBFGS(Array.Empty<Parameter>()));
        Assert.Throws<ArgumentNullException>(() => optim.LBFGS(one).step());
        Assert.Throws<NotSupportedException>(() => optim.LBFGS(one).add_param_group(new ParamGroup()));
    }

    private static Tensor Rosenbrock(Tensor x) => 100 * (x[1] - x[0].square()).square() + (1 - x[0]).square();

    private static Tensor Closure(LBFGS optimizer, Func<Tensor> loss)
    {
        optimizer.zero_grad();
        var value = loss();
        value.backward();
        return value;
    }
}
