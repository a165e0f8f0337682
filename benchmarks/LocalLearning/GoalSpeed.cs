using System.Diagnostics;
using System.Text.Json;
using MlPhys.LocalLearning;
using MlPhys.Numerics.Random;

namespace MlPhys.Benchmarks.LocalLearning;

/// <summary>
/// Processor seconds for the trivariate goal of 2000 neurons over 1024 samples in 20^3 bins, ours and torch's on one thread in one run;
/// and for one epoch of 60,000 x 784 with 2000 hidden neurons. Argument: any label of the run.
/// </summary>
internal sealed class GoalSpeed()
    : Experiment(
        "goal-speed",
        "run,epoch_dense,epoch_sparse,torch_sparse_goal,torch_dense_goal,goal_all_atoms,goal_heuristic,occupied_cells"
    )
{
    private const int Neurons = 2000;
    private const int Samples = 1024;

    public override void Run(string[] arguments) =>
        Row(
            arguments.FirstOrDefault("first"),
            () =>
            {
                var (all, cells) = Goal(Goals.Trivariate.Optimised, withAtoms: true);
                var (heuristic, _) = Goal(Goals.Trivariate.Heuristic, withAtoms: false);
                var peer = Peer();
                var (dense, sparse) = (Epoch(0), Epoch(100));
                return $"{dense:0.0},{sparse:0.0},{peer.Sparse:0.000},{peer.Dense:0.00},{all:0.000},{heuristic:0.000},{cells}";
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

    private static double Epoch(int partners)
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
            .WithThreads(1);
        if (partners > 0)
            classifier = classifier.WithLateralPartners(partners);
        var afterStart = double.NaN;
        var first = new FirstBatch(() => afterStart = Cpu());
        classifier.WithEpochs(1).Train(first);
        // 59 batches; the clock starts after the first.
        return (Cpu() - afterStart) * 59 / 58;
    }

    private static (double Sparse, double Dense) Peer()
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
        using var answer = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        return (
            answer.RootElement.GetProperty("sparse").GetDouble(),
            answer.RootElement.GetProperty("dense").GetDouble()
        );
    }

    private static double Cpu() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    private sealed class FirstBatch(Action act) : IProgress<MlPhys.Runs.RunProgress>
    {
        public void Report(MlPhys.Runs.RunProgress value)
        {
            if (value.Done == 1 && value.Total > 1)
                act();
        }
    }
}
