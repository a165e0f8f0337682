using System.Diagnostics;
using System.Text.Json;
using MlPhys.LocalLearning;
using MlPhys.Numerics.Random;

namespace MlPhys.Benchmarks.LocalLearning;

/// <summary>
/// Processor seconds for the trivariate goal of 2000 neurons over 1024 samples in 20^3 bins, and for one epoch of 60,000 x 784 with 2000
/// hidden neurons: ours and torch's on one thread in one run; and how much faster the fastest batch is on two threads.
/// Argument: any label of the run.
/// </summary>
internal sealed class GoalSpeed()
    : Experiment(
        "goal-speed",
        "run,goal_all_atoms,torch_goal_all_atoms,torch_dense_goal_all_atoms,goal_heuristic,torch_goal_heuristic,epoch_dense,torch_epoch_dense,epoch_sparse,torch_epoch_sparse,two_threads_dense,two_threads_sparse,occupied_cells"
    )
{
    private const int Neurons = 2000;
    private const int Samples = 1024;
    private const int Batches = 59;

    public override void Run(string[] arguments) =>
        Row(
            arguments.FirstOrDefault("first"),
            () =>
            {
                var (all, cells) = Goal(Goals.Trivariate.Optimised, withAtoms: true);
                var (heuristic, _) = Goal(Goals.Trivariate.Heuristic, withAtoms: false);
                var peer = Peer();
                var (dense, sparse) = (Epoch(0, 1), Epoch(100, 1));
                var (denseTwo, sparseTwo) = (
                    dense.Fastest / Epoch(0, 2).Fastest,
                    sparse.Fastest / Epoch(100, 2).Fastest
                );
                return $"{all:0.000},{peer["sparse"]:0.000},{peer["dense"]:0.00},{heuristic:0.000},{peer["heuristic"]:0.000},{dense.Cpu:0.0},{peer["epoch_dense"]:0.0},{sparse.Cpu:0.0},{peer["epoch_sparse"]:0.0},{denseTwo:0.00},{sparseTwo:0.00},{cells}";
            }
        );

    private static (double Seconds, int Cells) Goal(Goal goal, bool withAtoms)
    {
        var random = new RandomStream(1);
        var z = new double[50][];
        for (var n = 0; n < z.Length; n++)
            z[n] = [.. Gaussians(random, 5), .. Gaussians(random, 3), .. Gaussians(random, 5)];
        var workspace = new GoalWorkspace(NeuronModel.Trivariate, goal, Samples, withAtoms);
        for (var warm = 0; warm < 20; warm++)
            foreach (var inputs in z)
                workspace.Run(inputs);
        var start = Cpu();
        for (var n = 0; n < 5 * Neurons; n++)
            workspace.Run(z[n % z.Length]);
        return ((Cpu() - start) / 5, workspace.OccupiedCells);
    }

    private static double[] Gaussians(RandomStream random, double scale) =>
        [.. random.Gaussians(Samples).Select(g => scale * g)];

    private static (double Cpu, double Fastest) Epoch(int partners, int threads)
    {
        var random = new RandomStream(2);
        var x = new float[60_000, 784];
        var labels = new int[60_000];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = (int)random.Integer(10);
            for (var j = 0; j < 784; j++)
                x[i, j] = (float)random.Uniform();
        }
        var classifier = InfomorphicClassifier
            .Of(x, labels, 10)
            .WithHidden(Neurons)
            .WithGoal(Goals.Trivariate.Heuristic)
            .WithValidation(0)
            .WithThreads(threads);
        if (partners > 0)
            classifier = classifier.WithLateralPartners(partners);
        var clock = new BatchClock();
        classifier.WithEpochs(1).Train(clock);
        return (clock.Cpu * Batches / (Batches - 1), clock.Fastest);
    }

    private static Dictionary<string, double> Peer()
    {
        var start = new ProcessStartInfo(
            "/usr/bin/python3",
            Path.Combine(Folder("benchmarks/peers"), "infomorphic_goal.py")
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        return JsonSerializer.Deserialize<Dictionary<string, double>>(process.StandardOutput.ReadToEnd())!;
    }

    private static double Cpu() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    /// <summary>Processor seconds from the end of the first batch on, and wall seconds of the fastest whole batch.</summary>
    private sealed class BatchClock : IProgress<MlPhys.Runs.RunProgress>
    {
        private readonly Stopwatch _batch = new();
        private double _start;

        public double Cpu { get; private set; }

        public double Fastest { get; private set; } = double.PositiveInfinity;

        public void Report(MlPhys.Runs.RunProgress value)
        {
            if (value.Total != Batches)
                return;
            if (value.Done == 1)
                _start = GoalSpeed.Cpu();
            else if (value.Done < Batches)
                Fastest = Math.Min(Fastest, _batch.Elapsed.TotalSeconds);
            Cpu = GoalSpeed.Cpu() - _start;
            _batch.Restart();
        }
    }
}
