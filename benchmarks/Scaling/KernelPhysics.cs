using MlPhys.Curvature;
using MlPhys.Curvature.Kernels;
using MlPhys.Numerics.Random;
using MlPhys.Training;
using static TorchSharp.torch;

namespace MlPhys.Benchmarks.Scaling;

/// <summary>
/// Deviations of finite networks from infinite width, movement of the kernel and of pre-activations in training against width, and deviation
/// from linearised dynamics: slopes of logarithms with their theory. Argument: any label of the run.
/// </summary>
internal sealed class KernelPhysics() : Experiment("kernel-physics", "run,case,value,expected,tolerance")
{
    private const int Samples = 32;
    private const int Inputs = 8;

    public override void Run(string[] arguments)
    {
        var label = arguments.FirstOrDefault("first");
        set_num_threads(1);
        foreach (var depth in new[] { 1, 2 })
            Row($"{label},finite width relu depth {depth}", () => $"{FiniteWidth(depth):0.000},-0.5,0.05");
        foreach (var activation in new[] { MlpActivation.Relu, MlpActivation.Erf })
            Row(
                $"{label},linearised dynamics {activation} width 4096",
                () => $"{Linearised(activation):0.0000},0,0.02"
            );
        Move(label, MlpActivation.Erf, "ntk", -1, 0.1, -0.5, 0.06);
        Move(label, MlpActivation.Relu, "ntk", -0.8, 0.1, -0.5, 0.06);
        Move(label, MlpActivation.Relu, "mup", 0, 0.12, 0, 0.12);
    }

    private void Move(
        string label,
        MlpActivation activation,
        string parametrisation,
        double kernel,
        double kernelTolerance,
        double preActivation,
        double preTolerance
    )
    {
        int[] widths =
            parametrisation == "mup" ? [64, 128, 256, 512, 1024, 2048] : [64, 128, 256, 512, 1024, 2048, 4096];
        Lazy<(double Kernel, double PreActivation)> slopes = new(() =>
        {
            var moved = widths
                .Select(width =>
                    Enumerable
                        .Range(0, 16)
                        .Select(seed => Movement(width, activation, Parametrisation.Named(parametrisation), seed))
                        .ToArray()
                )
                .ToArray();
            return (
                Slope(widths, [.. moved.Select(m => m.Average(v => v.Kernel))]),
                Slope(widths, [.. moved.Select(m => m.Average(v => v.PreActivation))])
            );
        });
        Row(
            $"{label},kernel change {activation} {parametrisation}",
            () => $"{slopes.Value.Kernel:0.000},{kernel},{kernelTolerance}"
        );
        Row(
            $"{label},pre-activations {activation} {parametrisation}",
            () => $"{slopes.Value.PreActivation:0.000},{preActivation},{preTolerance}"
        );
    }

    /// <summary>Slope of the rms relative deviation from the analytic kernel over widths 16 to 1024, 256 networks each.</summary>
    private static double FiniteWidth(int depth)
    {
        var data = Task(6, 3);
        var exact = new InfiniteWidthKernel(InfiniteWidthActivation.Relu, depth, 2, 0.25).Of(Wide(data.ToInputs())).Ntk;
        int[] widths = [16, 32, 64, 128, 256, 512, 1024];
        return Slope(
            widths,
            [
                .. widths.Select(width =>
                    Math.Sqrt(
                        Enumerable
                            .Range(0, 256)
                            .Average(seed =>
                            {
                                var shape = new MlpShape(3, width, depth, 1);
                                var network = Mlp.Initial(
                                    shape,
                                    Parametrisation.Ntk(2, 0.25),
                                    MlpActivation.Relu,
                                    seed
                                );
                                return Math.Pow(KernelMatrix.RelativeChange(Kernel(network, data), exact), 2);
                            })
                    )
                ),
            ]
        );
    }

    /// <summary>Largest relative distance between a trained network's outputs and the linearised ones, on its way to 5 % of the loss.</summary>
    private static double Linearised(MlpActivation activation)
    {
        var data = Task(Samples, Inputs);
        var initial = Mlp.Initial(new MlpShape(Inputs, 4096, 1, 1), Parametrisation.Ntk(), activation, 1);
        var kernel = Kernel(initial, data);
        var rate = Rate(kernel);
        var linear = LinearisedTraining.Of(kernel, Wide(data.ToTargets()), new double[Samples, 1]);
        var run = MlpRun.Start(initial, data, Plan(rate, 4000), 1);
        var (worst, size) = (0.0, Math.Sqrt(data.ToTargets().Cast<float>().Sum(v => (double)v * v)));
        while (run.Step == 0 || run.Evaluate(data).Loss > 0.05 * size * size / (2 * Samples))
        {
            run.Advance(5);
            var (found, expected) = (run.Outputs(data), linear.Train(run.Step, rate));
            var distance = Math.Sqrt(Enumerable.Range(0, Samples).Sum(n => Math.Pow(found[n, 0] - expected[n, 0], 2)));
            worst = Math.Max(worst, distance / size);
        }
        return worst;
    }

    /// <summary>Relative change of kernel and hidden pre-activations in descent to 5 % of the initial loss.</summary>
    private static (double Kernel, double PreActivation) Movement(
        int width,
        MlpActivation activation,
        Parametrisation parametrisation,
        int seed
    )
    {
        var data = Task(Samples, Inputs);
        var initial = Mlp.Initial(new MlpShape(Inputs, width, 1, 1), parametrisation, activation, seed);
        var before = Kernel(initial, data);
        var run = MlpRun.Start(initial, data, Plan(Rate(before), 4000), seed);
        var goal = 0.05 * data.ToTargets().Cast<float>().Average(v => v * v / 2.0);
        while ((run.Step == 0 || run.BatchLoss > goal) && run.Step < 4000 && !run.IsDiverged)
            run.Advance(1);
        var (z0, z1) = (Hidden(initial, data), Hidden(run.Network, data));
        var moved = Math.Sqrt(z0.Zip(z1, (a, b) => (a - b) * (a - b)).Sum() / z0.Sum(a => a * a));
        return (KernelMatrix.RelativeChange(Kernel(run.Network, data), before), moved);
    }

    private static TrainingPlan Plan(double rate, int steps) =>
        TrainingPlan.Of(rate, steps).WithLoss(TrainingLoss.HalfSquare).Centred();

    /// <summary>Half the rate at which the fastest direction converges at once.</summary>
    private static double Rate(double[,] kernel) => 0.5 * Samples / KernelObservables.Of(kernel).Largest;

    private static double[,] Kernel(Mlp network, TrainingData data)
    {
        using var scope = NewDisposeScope();
        return EmpiricalKernel
            .Of(network.ToModule())
            .WithRates(network.KernelRate)
            .Trace(from_array(data.ToInputs()))
            .Values;
    }

    private static double[] Hidden(Mlp network, TrainingData data)
    {
        using var scope = NewDisposeScope();
        var z = from_array(data.ToInputs()).mm(from_array(network.Weights(0)).t()) + from_array(network.Biases(0));
        return z.to(float64).reshape(-1).data<double>().ToArray();
    }

    private static TrainingData Task(int samples, int inputs)
    {
        var random = new RandomStream(7);
        var (x, y) = (new float[samples, inputs], new float[samples, 1]);
        for (var n = 0; n < samples; n++)
        {
            for (var j = 0; j < inputs; j++)
                x[n, j] = (float)random.Gaussian();
            y[n, 0] = (float)random.Gaussian();
        }
        return TrainingData.Of(x, y);
    }

    private static double[,] Wide(float[,] rows)
    {
        var wide = new double[rows.GetLength(0), rows.GetLength(1)];
        for (var i = 0; i < wide.GetLength(0); i++)
        for (var j = 0; j < wide.GetLength(1); j++)
            wide[i, j] = rows[i, j];
        return wide;
    }

    private static double Slope(int[] widths, double[] values)
    {
        var (x, y) = (widths.Select(w => Math.Log(w)).ToArray(), values.Select(v => Math.Log(v)).ToArray());
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }
}
