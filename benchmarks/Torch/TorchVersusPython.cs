using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace MlPhys.Benchmarks.Torch;

/// <summary>
/// The same work through MlPhys.Torch and through Python's torch, in turns of one run on one thread, by processor time.
/// The ratio of a case is that of the fastest turns.
/// </summary>
internal static class TorchVersusPython
{
    private const int Turns = 9;

    private static readonly (string Name, int Count, double Target, Func<Action<int>> Case)[] Cases =
    [
        ("small_operation", 100_000, 0.75, SmallOperation),
        ("small_chain", 30_000, 0.75, SmallChain),
        ("forward_backward", 12, 0.9, ForwardBackward),
        ("matrix_product", 4, 1.05, MatrixProduct),
    ];

    public static int Run()
    {
        torch.set_num_threads(1);
        torch.manual_seed(0);
        using var python = Process.Start(
            new ProcessStartInfo("/usr/bin/python3", "benchmarks/peers/torch_peer.py")
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                Environment = { ["OMP_NUM_THREADS"] = "1", ["OPENBLAS_NUM_THREADS"] = "1" },
            }
        )!;
        var lines = new List<string> { "case,count,mlphys_seconds,python_seconds,ratio,target" };
        foreach (var (name, count, target, prepare) in Cases)
        {
            var ours = double.PositiveInfinity;
            var theirs = double.PositiveInfinity;
            var run = prepare();
            run(count / 3 + 1);
            for (var turn = 0; turn < Turns; turn++)
            {
                ours = Math.Min(ours, ProcessorSeconds(() => run(count)));
                python.StandardInput.WriteLine($"{name} {count}");
                theirs = Math.Min(
                    theirs,
                    double.Parse(python.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture)
                );
            }
            FormattableString line = $"{name},{count},{ours:G4},{theirs:G4},{ours / theirs:F3},{target}";
            lines.Add(FormattableString.Invariant(line));
            Console.WriteLine(lines[^1]);
        }
        python.StandardInput.Close();
        python.WaitForExit();
        File.WriteAllLines("benchmarks/results/torch.csv", lines);
        return 0;
    }

    private static double ProcessorSeconds(Action work)
    {
        using var self = Process.GetCurrentProcess();
        var start = self.TotalProcessorTime;
        work();
        self.Refresh();
        return (self.TotalProcessorTime - start).TotalSeconds;
    }

    private static Action<int> SmallOperation()
    {
        var (x, y) = (torch.randn(8), torch.randn(8));
        return count =>
        {
            for (var i = 0; i < count; i++)
            {
                using var z = x + y;
            }
        };
    }

    private static Action<int> SmallChain()
    {
        var x = torch.randn(8);
        return count =>
        {
            for (var i = 0; i < count; i++)
            {
                using var scope = NewDisposeScope();
                (x * 2.0 + 1.0).tanh();
            }
        };
    }

    private static Action<int> ForwardBackward()
    {
        Tensor[] parameters =
        [
            torch.randn(128, 8),
            torch.randn(128),
            torch.randn(128, 128) / 12,
            torch.randn(128),
            torch.randn(16, 128) / 12,
            torch.randn(16),
        ];
        foreach (var parameter in parameters)
            parameter.requires_grad_();
        var x = torch.randn(4096, 8);
        return count =>
        {
            for (var i = 0; i < count; i++)
            {
                using var scope = NewDisposeScope();
                var h = Layer(x, parameters[0], parameters[1]);
                h = Layer(h, parameters[2], parameters[3]);
                var y = nn.functional.linear(h, parameters[4], parameters[5]);
                autograd.grad([(y * y).mean()], parameters);
            }
        };
    }

    /// <summary>Lets go of the sum before the next layer, as Python's counting of references does.</summary>
    private static Tensor Layer(Tensor input, Tensor weight, Tensor bias)
    {
        using var sum = nn.functional.linear(input, weight, bias);
        return sum.tanh();
    }

    private static Action<int> MatrixProduct()
    {
        var (a, b) = (torch.randn(1024, 1024), torch.randn(1024, 1024));
        return count =>
        {
            for (var i = 0; i < count; i++)
            {
                using var c = a.matmul(b);
            }
        };
    }
}
