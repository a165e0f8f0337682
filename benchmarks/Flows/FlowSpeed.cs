using System.Diagnostics;
using System.Text.Json;
using MlPhys.Flows;
using MlPhys.Turbulence.Models;

namespace MlPhys.Benchmarks.Flows;

/// <summary>
/// Thousand samples a second of processor time, one thread, batch 4096: training step, log-density, score and sampling, ours and our own PyTorch peers' in one
/// run. The isotropic flow has the prototype's figures of the methods page (36, 28 score, 137 sample) as its peer. Argument: any label of the run.
/// </summary>
internal sealed class FlowSpeed()
    : Experiment(
        "flow-speed",
        "run,flow,train,density,score,sample,peer_train,peer_density,peer_score,peer_sample,train_ratio,sample_ratio,two_threads"
    )
{
    private const int Batch = 4096;

    private sealed record Rates(double Train, double Density, double Score, double Sample);

    public override void Run(string[] arguments)
    {
        var label = arguments.FirstOrDefault("first");
        Compare(label, "realnvp-64", FlowDesign.For(8).WithWidth(64).WithAffineCouplings(8).Build(), Peer);
        Compare(label, "realnvp-256", FlowDesign.For(8).WithWidth(256).WithAffineCouplings(8).Build(), Peer);
        Compare(label, "nsf-64", FlowDesign.For(8).WithWidth(64).WithSplineCouplings(6).Build(), Peer);
        Compare(label, "isotropic-32", IsotropicFlow.Create(), _ => new Rates(36, double.NaN, 28, 137));
    }

    private void Compare(string label, string name, Flow flow, Func<string, Rates> peer) =>
        Row(
            $"{label},{name}",
            () =>
            {
                var ours = Measure(flow.WithThreads(1));
                var theirs = peer(name);
                var speedUp = Wall(flow.WithThreads(1)) / Wall(flow.WithThreads(2));
                return $"{ours.Train:0},{ours.Density:0},{ours.Score:0},{ours.Sample:0},{theirs.Train:0},{theirs.Density:0},{theirs.Score:0},{theirs.Sample:0},{ours.Train / theirs.Train:0.00},{ours.Sample / theirs.Sample:0.00},{speedUp:0.00}";
            }
        );

    private static Rates Measure(Flow flow)
    {
        var x = Single(flow.Sample(8 * Batch, 1));
        return new Rates(
            Training(flow),
            Rate(8 * Batch, () => flow.LogDensity(x)),
            Rate(8 * Batch, () => flow.Score(x)),
            Rate(8 * Batch, () => flow.SampleSingle(8 * Batch, 1))
        );
    }

    /// <summary>Whole training steps: drawing the batch, loss, gradient and Adam; the first epoch is not counted.</summary>
    private static double Training(Flow flow)
    {
        const int samples = 16 * Batch;
        var x = flow.Sample(samples, 1);
        var clock = new EpochClock();
        FlowTraining.Of(flow, x, flow.Sample(1, 2)).WithBatchSize(Batch).WithEpochs(4).WithPatience(0).Train(clock);
        return 3.0 * samples / (clock.Last - clock.First) / 1000;
    }

    private static double Rate(int samples, Action run)
    {
        run();
        run();
        var (count, start) = (0, Cpu());
        while (Cpu() - start < 3)
        {
            run();
            count++;
        }
        return count * (double)samples / (Cpu() - start) / 1000;
    }

    private static double Wall(Flow flow)
    {
        var x = Single(flow.Sample(8 * Batch, 1));
        flow.ParameterGradient(x);
        var best = double.PositiveInfinity;
        for (var i = 0; i < 7; i++)
        {
            var clock = Stopwatch.StartNew();
            flow.ParameterGradient(x);
            best = Math.Min(best, clock.Elapsed.TotalSeconds);
        }
        return best;
    }

    private static Rates Peer(string name)
    {
        var start = new ProcessStartInfo("/usr/bin/python3")
        {
            ArgumentList = { Path.Combine(Folder("benchmarks/peers"), "normalizing_flows.py"), name },
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment = { ["OPENBLAS_NUM_THREADS"] = "1", ["OMP_NUM_THREADS"] = "1" },
        };
        using var process = Process.Start(start)!;
        using var answer = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        double Of(string key) => answer.RootElement.GetProperty(key).GetDouble();
        return new Rates(Of("train"), Of("density"), Of("score"), Of("sample"));
    }

    private static float[,] Single(double[,] x)
    {
        var y = new float[x.GetLength(0), x.GetLength(1)];
        for (var i = 0; i < x.GetLength(0); i++)
        for (var j = 0; j < x.GetLength(1); j++)
            y[i, j] = (float)x[i, j];
        return y;
    }

    private static double Cpu() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    private sealed class EpochClock : IProgress<MlPhys.Runs.RunProgress>
    {
        public double First { get; private set; }

        public double Last { get; private set; }

        public void Report(MlPhys.Runs.RunProgress value)
        {
            if (value.Stage != "training")
                return;
            if (value.Done == 1)
                First = Cpu();
            Last = Cpu();
        }
    }
}
