using MlPhys.Numerics.Random;
using MlPhys.Training;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Training;

public class MlpTests
{
    [Theory]
    [InlineData(MlpActivation.Relu)]
    [InlineData(MlpActivation.Tanh)]
    [InlineData(MlpActivation.Erf)]
    public void Descent_follows_autograd(MlpActivation activation)
    {
        var data = Task(41, 7, 3, 1);
        var shape = new MlpShape(7, 19, 2, 3);
        foreach (var loss in new[] { TrainingLoss.CrossEntropy, TrainingLoss.HalfSquare })
        foreach (
            var parametrisation in new[]
            {
                Parametrisation.Ntk(2, 0.25),
                Parametrisation.Standard(),
                Parametrisation.MaximalUpdate(8),
            }
        )
        foreach (var (batch, momentum) in new[] { (41, 0.0), (12, 0.0), (41, 0.9) })
        {
            var initial = Mlp.Initial(shape, parametrisation, activation, 5);
            var plan = TrainingPlan
                .Of(0.05, 3)
                .WithLoss(loss)
                .WithMomentum(momentum)
                .WithBatch(batch)
                .WithDecay(RateDecay.Linear);
            var run = MlpRun.Start(initial, data, plan, 3);
            run.Advance(3);
            var expected = Reference(initial, data, plan, 3);
            for (var layer = 0; layer < shape.Layers; layer++)
            {
                AssertNear(expected[2 * layer], run.Network.Weights(layer), initial.Weights(layer));
                AssertNear(expected[2 * layer + 1], run.Network.Biases(layer), initial.Biases(layer));
            }
        }
    }

    [Fact]
    public void Large_batches_in_chunks_follow_autograd()
    {
        var data = Task(300, 5, 2, 2);
        var initial = Mlp.Initial(new MlpShape(5, 16, 1, 2), Parametrisation.Standard(), MlpActivation.Relu, 1);
        var plan = TrainingPlan.Of(0.1, 4);
        var run = MlpRun.Start(initial, data, plan, 1);
        run.Advance(4);
        AssertNear(Reference(initial, data, plan, 1)[0], run.Network.Weights(0), initial.Weights(0));
    }

    [Fact]
    public void A_run_that_was_stopped_ends_at_the_same_bits()
    {
        var data = Task(50, 6, 2, 3);
        var initial = Mlp.Initial(new MlpShape(6, 12, 2, 2), Parametrisation.Ntk(), MlpActivation.Tanh, 1);
        var plan = TrainingPlan.Of(0.2, 40).WithBatch(16).WithMomentum(0.8).Centred();
        var whole = MlpRun.Start(initial, data, plan, 7);
        whole.Advance(int.MaxValue);
        var part = MlpRun.Start(initial, data, plan, 7);
        part.Advance(17);
        var resumed = MlpRun.Resume(part.Save(), initial, data, plan);
        Assert.Equal(17, resumed.Step);
        resumed.Advance(int.MaxValue);
        Assert.Equal(whole.Network.Weights(1), resumed.Network.Weights(1));
        Assert.Equal(whole.Evaluate(data), resumed.Evaluate(data));
    }

    [Fact]
    public void A_group_trains_each_member_to_the_bits_it_has_alone()
    {
        var data = Task(80, 10, 4, 4);
        MlpRun Run(int member) =>
            MlpRun.Start(
                Mlp.Initial(new MlpShape(10, 16, 2, 4), Parametrisation.Ntk(), MlpActivation.Relu, member),
                data,
                TrainingPlan.Of(0.5, 30).WithBatch(20),
                member
            );
        var group = MlpEnsemble.Of(Enumerable.Range(0, 9).Select(Run));
        group.Train(threads: 2);
        for (var member = 0; member < 9; member++)
        {
            var alone = Run(member);
            alone.Advance(30);
            Assert.Equal(alone.Network.Weights(0), group.Runs[member].Network.Weights(0));
            Assert.Equal(alone.BatchLoss, group.Runs[member].BatchLoss);
        }
    }

    [Fact]
    public void A_rate_that_is_too_large_ends_as_diverged()
    {
        var run = MlpRun.Start(
            Mlp.Initial(new MlpShape(10, 16, 2, 4), Parametrisation.Standard(), MlpActivation.Relu, 1),
            Task(80, 10, 4, 4),
            TrainingPlan.Of(1e4, 200).WithLoss(TrainingLoss.HalfSquare),
            1
        );
        run.Advance(200);
        Assert.True(run.IsDiverged);
        Assert.InRange(run.Step, 1, 199);
    }

    [Fact]
    public void Counts_are_those_of_the_sizes()
    {
        var shape = new MlpShape(64, 16, 2, 10);
        Assert.Equal(65 * 16 + 17 * 16 + 17 * 10, shape.Parameters);
        Assert.Equal(65 * 16 + 17 * 16, shape.ParametersWithoutReadout);
        Assert.Equal(2 * (64 * 16 + 16 * 16 + 16 * 10), shape.ForwardFlop);
        Assert.Equal(2 * (2 * 64 * 16 + 3 * 16 * 16 + 3 * 16 * 10), shape.TrainingFlop);
        Assert.Equal(2 * (2 * 64 * 16 + 3 * 16 * 16), shape.TrainingFlopWithoutReadout);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MlpShape(3, 0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TrainingPlan.Of(-1, 5));
        Assert.Contains(
            "label 4",
            Assert.Throws<ArgumentException>(() => TrainingData.OfClasses(new float[1, 2], [4], 3)).Message
        );
        var initial = Mlp.Initial(new MlpShape(3, 4, 1, 2), Parametrisation.Ntk(), MlpActivation.Relu, 1);
        Assert.Throws<ArgumentException>(() => MlpRun.Start(initial, Task(5, 4, 2, 1), TrainingPlan.Of(1, 1), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Task(5, 4, 2, 1).Take(6));
    }

    private static TrainingData Task(int samples, int inputs, int classes, long seed)
    {
        var random = new RandomStream(seed);
        var x = new float[samples, inputs];
        for (var n = 0; n < samples; n++)
        for (var j = 0; j < inputs; j++)
            x[n, j] = (float)random.Gaussian();
        return TrainingData.OfClasses(
            x,
            [.. Enumerable.Range(0, samples).Select(_ => (int)random.Integer(classes))],
            classes
        );
    }

    /// <summary>The same descent on theta itself, in double precision by autograd.</summary>
    private static double[][] Reference(Mlp initial, TrainingData data, TrainingPlan plan, long seed)
    {
        using var scope = NewDisposeScope();
        var shape = initial.Shape;
        var scales = Enumerable.Range(0, shape.Layers).Select(l => initial.Parametrisation.Of(shape, l)).ToArray();
        var tensors = scales
            .SelectMany(
                (s, l) =>
                    new[]
                    {
                        (Scale: s.Weight, Acting: (Array)initial.Weights(l)),
                        (Scale: s.Bias, Acting: initial.Biases(l)),
                    }
            )
            .ToArray();
        var theta = tensors
            .Select(t => (from_array(t.Acting).to(float64) / Math.Max(t.Scale.Multiplier, 1e-300)).requires_grad_())
            .ToArray();
        var velocity = theta.Select(t => zeros_like(t)).ToArray();
        var order = new BatchOrder(data.Samples, plan.Batch, new RandomStream(seed).Split("batches"));
        var (x, y) = (from_array(data.ToInputs()).to(float64), from_array(data.ToTargets()).to(float64));
        for (var step = 0; step < plan.Steps; step++)
        {
            var picked = tensor(order.Of(step).ToArray().Select(i => (long)i).ToArray());
            var (h, target) = (x.index_select(0, picked), y.index_select(0, picked));
            for (var l = 0; l < shape.Layers; l++)
            {
                h =
                    h.matmul((theta[2 * l] * scales[l].Weight.Multiplier).t())
                    + theta[2 * l + 1] * scales[l].Bias.Multiplier;
                if (l < shape.Depth)
                    h = initial.Activation switch
                    {
                        MlpActivation.Relu => h.relu(),
                        MlpActivation.Tanh => h.tanh(),
                        _ => h.erf(),
                    };
            }
            var loss =
                plan.Loss == TrainingLoss.HalfSquare
                    ? (h - target).pow(2).sum() / (2.0 * picked.numel())
                    : -(nn.functional.log_softmax(h, 1) * target).sum() / picked.numel();
            var gradients = autograd.grad([loss], theta, allow_unused: true);
            using var untracked = no_grad();
            for (var i = 0; i < theta.Length; i++)
            {
                velocity[i] = velocity[i] * plan.Momentum + gradients[i];
                theta[i] = (theta[i] - velocity[i] * (plan.RateAt(step) * tensors[i].Scale.Rate))
                    .detach()
                    .requires_grad_();
            }
        }
        return
        [
            .. theta.Select((t, i) => (t.detach() * tensors[i].Scale.Multiplier).reshape(-1).data<double>().ToArray()),
        ];
    }

    private static void AssertNear(double[] expected, Array actual, Array initial)
    {
        var (found, start) = (actual.Cast<float>().ToArray(), initial.Cast<float>().ToArray());
        var moved = Math.Sqrt(expected.Zip(start, (e, s) => (e - s) * (e - s)).Sum());
        var error = Math.Sqrt(expected.Zip(found, (e, f) => (e - f) * (e - f)).Sum());
        var size = Math.Sqrt(expected.Sum(e => e * e));
        Assert.True(error <= 2e-5 * moved + 4e-7 * size + 1e-9, $"error {error}, moved {moved}, size {size}");
    }
}
