using System.Diagnostics;
using System.Text.Json;
using MlPhys.Numerics.Random;
using MlPhys.Training;

namespace MlPhys.Benchmarks.Scaling;

/// <summary>
/// Processor seconds of one step of 32 networks 64-w-w-10 of batch 64, ours and python3-torch's (one by one) on one thread in one run.
/// Argument: any label of the run.
/// </summary>
internal sealed class SmallNets() : Experiment("small-nets", "run,width,torch_one_by_one,grouped,alone,ratio,gigaflops")
{
    private const int Nets = 32;
    private const int Batch = 64;
    private static readonly int[] Widths = [16, 32, 64, 128, 256];

    public override void Run(string[] arguments)
    {
        var label = arguments.FirstOrDefault("first");
        Dictionary<string, double>? peer = null;
        foreach (var width in Widths)
            Row(
                $"{label},{width}",
                () =>
                {
                    peer ??= Peer();
                    var (grouped, alone) = (Seconds(width, isGrouped: true), Seconds(width, isGrouped: false));
                    var torch = peer[width.ToString(System.Globalization.CultureInfo.InvariantCulture)];
                    var flop = (double)new MlpShape(64, width, 2, 10).TrainingFlop * Batch * Nets;
                    return $"{torch:0.00000},{grouped:0.00000},{alone:0.00000},{torch / grouped:0.00},{flop / grouped / 1e9:0.0}";
                }
            );
    }

    private static double Seconds(int width, bool isGrouped)
    {
        var steps = width > 64 ? 60 : 300;
        var data = Task();
        var best = double.PositiveInfinity;
        for (var round = 0; round < 4; round++)
        {
            MlpRun[] runs =
            [
                .. Enumerable
                    .Range(0, Nets)
                    .Select(net =>
                        MlpRun.Start(
                            Mlp.Initial(
                                new MlpShape(64, width, 2, 10),
                                Parametrisation.Standard(),
                                MlpActivation.Relu,
                                net
                            ),
                            data,
                            TrainingPlan.Of(0.01, steps).WithBatch(Batch),
                            net
                        )
                    ),
            ];
            var start = Cpu();
            if (isGrouped)
                MlpEnsemble.Of(runs).Train();
            else
                foreach (var run in runs)
                    run.Advance(steps);
            best = Math.Min(best, (Cpu() - start) / steps);
        }
        return best;
    }

    private static TrainingData Task()
    {
        var random = new RandomStream(1);
        var x = new float[4096, 64];
        var labels = new int[4096];
        for (var n = 0; n < labels.Length; n++)
        {
            labels[n] = (int)random.Integer(10);
            for (var j = 0; j < 64; j++)
                x[n, j] = (float)random.Gaussian();
        }
        return TrainingData.OfClasses(x, labels, 10);
    }

    private static Dictionary<string, double> Peer()
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(Folder("benchmarks/peers"), "small_nets.py"));
        foreach (var width in Widths)
            start.ArgumentList.Add(width.ToString(System.Globalization.CultureInfo.InvariantCulture));
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        return JsonSerializer.Deserialize<Dictionary<string, double>>(process.StandardOutput.ReadToEnd())!;
    }

    private static double Cpu() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
}
