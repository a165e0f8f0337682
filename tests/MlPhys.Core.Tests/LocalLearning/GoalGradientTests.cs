using MlPhys.Information;
using MlPhys.LocalLearning;

namespace MlPhys.Core.Tests.LocalLearning;

/// <summary>The analytic gradient against central differences, and the symmetries of the atoms.</summary>
public class GoalGradientTests
{
    [Fact]
    public void It_is_the_central_difference_for_a_hundred_random_goals()
    {
        var random = new Random(11);
        for (var trial = 0; trial < 100; trial++)
        {
            var (model, z) = RandomNeuron(random, 2 + trial % 2, 40);
            var goal = RandomGoal(random, model.Sources.Length);
            var analytic = Neuron.Evaluate(model, goal, z);
            var scale = Enumerable.Range(0, 40).Max(b => Math.Abs(analytic.InputGradient[0, b]));
            for (var s = 0; s < model.Sources.Length; s++)
            {
                var (b, step) = (random.Next(40), 1e-5);
                if (!StaysInBin(model.Bins[s], z[s, b], step))
                    continue;
                var difference = (Moved(model, goal, z, s, b, step) - Moved(model, goal, z, s, b, -step)) / (2 * step);
                Assert.Equal(analytic.InputGradient[s, b], difference, 1e-6 * Math.Max(scale, 1e-2));
            }
        }
    }

    [Fact]
    public void Exchanging_the_two_outputs_leaves_all_atoms_unchanged()
    {
        var random = new Random(12);
        for (var trial = 0; trial < 50; trial++)
        {
            var (model, z) = RandomNeuron(random, 2 + trial % 2, 64);
            var goal = RandomGoal(random, model.Sources.Length);
            var mirrored = NeuronModel.Of(
                "mirrored",
                model.Sources,
                Activation.Modulated(-model.Activation.Drive, [.. model.Activation.Modulation.Select(a => -a)]),
                model.Bins
            );
            var (one, other) = (Neuron.Evaluate(model, goal, z), Neuron.Evaluate(mirrored, goal, z));
            for (var a = 0; a < one.AtomValues.Length; a++)
                Assert.Equal(one.AtomValues[a], other.AtomValues[a], 1e-12);
            Assert.Equal(1, one.Firing[7] + other.Firing[7], 1e-12);
        }
    }

    [Fact]
    public void Atoms_of_a_neuron_are_those_of_its_joint_distribution()
    {
        var random = new Random(13);
        for (var trial = 0; trial < 20; trial++)
        {
            var (model, z) = RandomNeuron(random, 2 + trial % 2, 100);
            var report = Neuron.Evaluate(model, RandomGoal(random, model.Sources.Length), z);
            var rows = Enumerable
                .Range(0, 100)
                .SelectMany(b =>
                {
                    int[] x = [.. Enumerable.Range(0, model.Sources.Length).Select(s => report.Bins[s, b])];
                    return new[]
                    {
                        new Realisation(x, 1, report.Firing[b]),
                        new Realisation(x, 0, 1 - report.Firing[b]),
                    };
                });
            var exact = PartialInformation.Of(JointDistribution.FromWeights(model.Sources, "y", rows)).Decompose();
            for (var a = 0; a < report.Atoms.Length; a++)
                Assert.Equal(exact[report.Atoms[a]], report.AtomValues[a], 1e-12);
            Assert.Equal(exact.ResidualEntropy, report.ResidualEntropy, 1e-12);
        }
    }

    [Fact]
    public void A_saturated_neuron_has_finite_atoms_and_gradients()
    {
        var z = new double[3, 32];
        for (var b = 0; b < 32; b++)
            (z[0, b], z[1, b], z[2, b]) = (b < 16 ? 400 : -1200, b % 3, b % 5);
        var report = Neuron.Evaluate(NeuronModel.Trivariate, RandomGoal(new Random(1), 3), z);
        Assert.All(report.AtomValues, value => Assert.True(double.IsFinite(value)));
        Assert.All(report.InputGradient.Cast<double>(), value => Assert.True(double.IsFinite(value)));
        Assert.Equal(1, report.FractionClamped[0]);
    }

    [Fact]
    public void A_goal_of_the_residual_entropy_alone_needs_no_marginal()
    {
        var random = new Random(4);
        var z = new double[3, 128];
        for (var b = 0; b < 128; b++)
            (z[0, b], z[1, b], z[2, b]) = (random.NextDouble() - 0.5, b % 3, b % 5);
        var goal = Goal.OfAtoms(["F", "C", "L"], [], residual: 1);
        var flat = z.Cast<double>().ToArray();
        var alone = new GoalWorkspace(NeuronModel.Trivariate, goal, 128, withAtoms: false);
        Assert.Equal(Neuron.Evaluate(NeuronModel.Trivariate, goal, z).ResidualEntropy, alone.Run(flat), 1e-12);
    }

    [Fact]
    public void A_workspace_for_all_atoms_takes_less_than_two_megabytes()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var workspace = new GoalWorkspace(NeuronModel.Trivariate, Goals.Trivariate.Optimised, 1024, withAtoms: true);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
        workspace.Run(new double[3 * 1024]);
        Assert.Equal(1, workspace.OccupiedCells);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        var goal = RandomGoal(new Random(1), 3);
        Refused("3 sources, found 2", () => Neuron.Evaluate(NeuronModel.Trivariate, goal, new double[2, 8]));
        Refused("speaks of 3", () => Neuron.Evaluate(NeuronModel.Context, goal, new double[2, 8]));
        Refused("at least 2 samples", () => Neuron.Evaluate(NeuronModel.Trivariate, goal, new double[3, 1]));
        var z = new double[3, 8];
        z[2, 5] = double.NaN;
        Refused("input L is NaN at sample 5", () => Neuron.Evaluate(NeuronModel.Trivariate, goal, z));
        Refused("{F}{X}", () => Goal.OfAtoms(["F", "C"], [Tuple.Create("{F}{X}", 1.0)]));
        Refused("named twice", () => Goal.OfAtoms(["F", "C"], [Tuple.Create("{F}", 1.0), Tuple.Create("{F}", 2.0)]));
        Refused("18 weights", () => Goal.OfWeights(["F", "C", "L"], new double[4]));
        Refused("speaks of 3 sources, expected 2", () => Goals.Output.Figure(goal));
        Refused("finite", () => Goal.OfWeights(["F", "C"], [1, double.NaN, 0, 0]));
    }

    private static void Refused(string message, Func<object> act) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);

    private static double Moved(NeuronModel model, Goal goal, double[,] z, int source, int sample, double step)
    {
        var moved = (double[,])z.Clone();
        moved[source, sample] += step;
        return Neuron.Evaluate(model, goal, moved).GoalValue;
    }

    private static bool StaysInBin(Binning bins, double z, double step) =>
        bins.Indices([z - step])[0] == bins.Indices([z + step])[0];

    private static Goal RandomGoal(Random random, int sources) =>
        Goal.OfWeights(
            new[] { "F", "C", "L" }[..sources],
            [.. Enumerable.Range(0, sources == 2 ? 5 : 19).Select(_ => 2 * random.NextDouble() - 1)]
        );

    private static (NeuronModel Model, double[,] Z) RandomNeuron(Random random, int sources, int samples)
    {
        var model = NeuronModel.Of(
            "random",
            new[] { "F", "C", "L" }[..sources],
            Activation.Modulated(0.7, [.. Enumerable.Range(1, sources - 1).Select(k => 0.2 * k)]),
            Enumerable.Range(0, sources).Select(_ => Binning.Fixed(random.Next(2, 6), -4, 4))
        );
        var z = new double[sources, samples];
        for (var s = 0; s < sources; s++)
        for (var b = 0; b < samples; b++)
            z[s, b] = 4 * (random.NextDouble() + random.NextDouble() - 1);
        return (model, z);
    }
}
