using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Benchmarks.Torch;

/// <summary>
/// Steps of optimisers through MlPhys.Torch and through Python's torch, by turns in one run on one thread, by processor
/// time; the best turn of each side counts. Run as
/// <c>OMP_NUM_THREADS=1 dotnet run -c Release --project benchmarks -- torch-optimizers [RESULT.csv]</c>.
/// </summary>
internal static class OptimizerSteps
{
    private const int Turns = 9;

    private static readonly (string Name, int Count, Func<Action> Prepare)[] Cases =
    [
        ("adam_20_small", 2000, () => Stepper(Small(), p => optim.Adam(p))),
        ("adamw_20_small", 2000, () => Stepper(Small(), p => optim.AdamW(p, weight_decay: 0.01))),
        ("sgd_momentum_20_small", 2000, () => Stepper(Small(), p => optim.SGD(p, 1e-3, 0.9))),
        ("rmsprop_20_small", 1000, () => Stepper(Small(), p => optim.RMSProp(p))),
        ("adam_1_large", 30, () => Stepper([Learned(1 << 20)], p => optim.Adam(p))),
        ("train_step_small_net", 200, TrainStep),
    ];

    public static int Run(string[] arguments)
    {
        var lines = new List<string> { "case,steps,mlphys_seconds,python_seconds,ratio" };
        using var python = Process.Start(
            new ProcessStartInfo("/usr/bin/python3", "benchmarks/peers/torch_optimizers.py")
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        foreach (var (name, count, prepare) in Cases)
        {
            using var scope = NewDisposeScope();
            var work = prepare();
            for (var i = 0; i < count; i++)
                work();
            var (ours, theirs) = (double.PositiveInfinity, double.PositiveInfinity);
            for (var turn = 0; turn < Turns; turn++)
            {
                ours = Math.Min(ours, ProcessorSeconds(work, count));
                python.StandardInput.WriteLine($"{name} {count}");
                theirs = Math.Min(
                    theirs,
                    double.Parse(python.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture)
                );
            }
            lines.Add(
                string.Create(CultureInfo.InvariantCulture, $"{name},{count},{ours:G4},{theirs:G4},{ours / theirs:F3}")
            );
            Console.WriteLine(lines[^1]);
        }
        python.StandardInput.Close();
        python.WaitForExit();
        if (arguments is [var target])
            File.WriteAllLines(target, lines);
        return 0;
    }

    /// <summary>Seconds for so many steps, from as many rounds as the clock's coarse ticks (10 ms) need.</summary>
    private static double ProcessorSeconds(Action work, int count)
    {
        using var self = Process.GetCurrentProcess();
        var start = self.TotalProcessorTime;
        for (var rounds = 1; ; rounds++)
        {
            for (var i = 0; i < count; i++)
                work();
            self.Refresh();
            var spent = (self.TotalProcessorTime - start).TotalSeconds;
            if (spent > 0.2)
                return spent / rounds;
        }
    }

    private static Parameter[] Small() =>
        [.. Enumerable.Range(0, 20).Select(index => index < 10 ? Learned(8, 16) : Learned(16))];

    private static Parameter Learned(params long[] shape)
    {
        var parameter = nn.Parameter(torch.randn(shape));
        parameter.grad = torch.randn(shape);
        return parameter;
    }

    private static Action Stepper(Parameter[] parameters, Func<Parameter[], optim.Optimizer> make)
    {
        var optimizer = make(parameters);
        return () => optimizer.step();
    }

    /// <summary>What a small network's training loop does, batch 64.</summary>
    private static Action TrainStep()
    {
        var network = nn.Sequential(nn.Linear(8, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, 1));
        var (x, y) = (torch.randn(64, 8), torch.randn(64, 1));
        var loss = nn.MSELoss();
        var optimizer = optim.Adam(network.parameters());
        return () =>
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            loss.call(network.call(x), y).backward();
            optimizer.step();
        };
    }
}
