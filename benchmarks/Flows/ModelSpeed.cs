using System.Diagnostics;
using MlPhys.Numerics.Lanes;
using MlPhys.Numerics.Random;
using MlPhys.Turbulence.Models;
using MlPhys.Turbulence.Models.Dynamics;

namespace MlPhys.Benchmarks.Flows;

/// <summary>
/// Where the time of a model's step goes: nanoseconds of processor time for one trajectory, one thread, best of some rounds. Single precision, the flow of
/// <c>flow-models</c> (2 blocks of width 8); a step evaluates the drift twice. Argument: any label of the run.
/// </summary>
internal sealed class ModelSpeed() : Experiment("model-speed", "run,what,nanoseconds,thousand_a_second")
{
    private const int Rounds = 9;
    private const int Repeats = 400;

    public override void Run(string[] arguments)
    {
        var label = arguments.FirstOrDefault("first");
        var flow = IsotropicFlow.Create(2, 8);
        flow = (IsotropicFlow)flow.WithParameters([.. flow.Parameters.Select((p, i) => p + 0.1 * Math.Sin(i))]);
        var white = FlowModel.Of(flow);
        var gauged = white.WithGauge(Enumerable.Range(0, 78).Select(c => 0.05 * Math.Sin(1 + c)));
        Time(label, "noise", Noise());
        Time(label, "score twice", Drift(white));
        Time(label, "score and gauge twice", Drift(gauged));
        Time(label, "step with white noise", Step(white));
        Time(label, "step with white noise and gauge", Step(gauged));
        Time(label, "step with coloured noise and gauge", Step(gauged.WithMemory(0.5, 0.5)));
        Row($"{label},two threads against one (times)", () => $"{TwoThreads(gauged):0.00},NaN");
    }

    private void Time(string label, string what, Action step) =>
        Row(
            $"{label},{what}",
            () =>
            {
                var best = double.PositiveInfinity;
                for (var round = 0; round < Rounds; round++)
                {
                    var start = Cpu();
                    for (var i = 0; i < Repeats; i++)
                        step();
                    best = Math.Min(best, (Cpu() - start) / Repeats / LaneMachine<float>.Lanes * 1e9);
                }
                return $"{best:0},{1e6 / best:0}";
            }
        );

    private static Action Noise()
    {
        var random = new RandomStream(1);
        var draws = new double[8 * LaneMachine<float>.Lanes];
        return () => random.FillGaussian(draws);
    }

    private static Action Drift(FlowModel model)
    {
        var drift = model.SingleDrift();
        var integrator = new TileIntegrator<float>(drift, model.Noise, 0.025);
        var (rate, score) = (new float[8 * LaneMachine<float>.Lanes], new float[8 * LaneMachine<float>.Lanes]);
        Fill(integrator, model);
        return () =>
        {
            drift.Evaluate(integrator.X.Span, rate, score);
            drift.Evaluate(integrator.X.Span, rate, score);
        };
    }

    private static Action Step(FlowModel model)
    {
        var integrator = new TileIntegrator<float>(model.SingleDrift(), model.Noise, 0.025);
        var random = new RandomStream(1);
        Fill(integrator, model);
        return () => integrator.Step(random);
    }

    private static void Fill(TileIntegrator<float> integrator, FlowModel model)
    {
        var start = model.Flow.Sample(LaneMachine<float>.Lanes, 3);
        for (var lane = 0; lane < LaneMachine<float>.Lanes; lane++)
        for (var i = 0; i < 8; i++)
            integrator.X.Span[i * LaneMachine<float>.Lanes + lane] = (float)start[lane, i];
    }

    private static double TwoThreads(FlowModel model)
    {
        double Wall(int threads)
        {
            var best = double.PositiveInfinity;
            var simulation = model.Simulate().WithTrajectories(1024).WithDuration(4).WithThreads(threads);
            for (var round = 0; round < Rounds; round++)
            {
                var clock = Stopwatch.StartNew();
                simulation.Run();
                best = Math.Min(best, clock.Elapsed.TotalSeconds);
            }
            return best;
        }
        return Wall(1) / Wall(2);
    }

    private static double Cpu() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
}
