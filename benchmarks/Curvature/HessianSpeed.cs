using System.Diagnostics;
using System.Globalization;
using MlPhys.Curvature.Layers;
using MlPhys.Curvature.Objectives;
using MlPhys.Curvature.Operators;
using MlPhys.Curvature.Spectra;
using MlPhys.Numerics.Random;
using MlPhys.Symmetries;
using TorchSharp;
using static TorchSharp.torch;

namespace MlPhys.Benchmarks.Curvature;

/// <summary>Curvature beside python3-torch on one thread, in CPU seconds of one run: <c>dotnet run -c Release --project benchmarks -- hessian-speed</c>.</summary>
internal sealed class HessianSpeed() : Experiment("hessian-speed", "case,mlphys_seconds,peer_seconds,ratio,target")
{
    private readonly Dictionary<string, double> peer = [];

    public override void Run(string[] arguments)
    {
        set_num_threads(1);
        HessianVectorProducts();
        Spectra();
        Exact();
        Projection();
    }

    private void HessianVectorProducts()
    {
        Peer("hvp");
        foreach (
            var (samples, type, name) in new[]
            {
                (256, ScalarType.Float32, "256-f32"),
                (1024, ScalarType.Float32, "1024-f32"),
                (256, ScalarType.Float64, "256-f64"),
            }
        )
        {
            var objective = Perceptron([784, 256, 256, 10], samples, type);
            using var hessian = Hessian.Of(objective);
            using var vector = ones(objective.Dimension, type);
            var gradient = Seconds(() => Gradient(objective));
            var product = Seconds(() => hessian.Apply(vector).Dispose());
            Beside($"hvp-{name}", product, 0.9);
            Against($"hvp-{name} over own gradient", product, gradient, 1.6);
        }
        foreach (var (widths, samples) in new[] { (new[] { 48, 44, 50, 10 }, 64), ([784, 256, 256, 10], 256) })
        {
            var objective = Perceptron(widths, samples, ScalarType.Float64);
            using var hessian = Hessian.Of(objective);
            using var block = ones(32, objective.Dimension, ScalarType.Float64);
            using var vector = ones(objective.Dimension, ScalarType.Float64);
            var together = Seconds(() => hessian.Apply(block).Dispose());
            Against(
                $"32 tangents over 32 singles P={objective.Dimension}",
                together,
                32 * Seconds(() => hessian.Apply(vector).Dispose()),
                0.5
            );
        }
    }

    private void Spectra()
    {
        Peer("spectra");
        var objective = Perceptron([784, 256, 256, 10], 256, ScalarType.Float32);
        using var hessian = Hessian.Of(objective);
        Beside("top10", Seconds(() => ExtremeEigenpairs.Of(hessian).WithTolerance(1e-3).Find(10)), 1 / 3.0);
        Beside("slq", Seconds(() => StochasticLanczos.Run(hessian, 10, 100, 1)), 0.5);
    }

    private void Exact()
    {
        Peer("exact");
        peer["exact"] = Math.Min(peer["exact-loop"], peer["exact-chunks"]);
        var objective = Perceptron([48, 44, 50, 10], 512, ScalarType.Float64);
        Beside("exact", Seconds(() => DenseHessian.Of(objective).Dispose()), 0.4);
        using var hessian = DenseHessian.Of(objective);
        Beside("eigenvalues", Seconds(() => hessian.Eigenvalues()), 0.7);
    }

    private void Projection()
    {
        var objective = Perceptron([784, 256, 256, 10], 256, ScalarType.Float64);
        var generators = SymmetryGenerators.Of(objective);
        var vector = new RandomStream(1).Gaussians(objective.Dimension);
        var seconds = Seconds(() => SymmetryProjection.OntoLinearised(generators).Apply(vector));
        var projection = SymmetryProjection.OntoLinearised(generators);
        var dimension = projection.Dimension(4, 1);
        Against("projection onto 131072 generators", seconds, 1, 1);
        Against("estimated dimension over generators", dimension.Value, projection.Generators, 1.01);
    }

    private static void Gradient(Objective objective)
    {
        using var scope = NewDisposeScope();
        var loss = objective.Loss.Value(objective.Structure.Module.call(objective.Input), objective.Target);
        autograd.grad([loss], [.. objective.Structure.Parameters.Parameters]);
    }

    private static Objective Perceptron(int[] widths, int samples, ScalarType type)
    {
        var layers = widths
            .Zip(widths.Skip(1))
            .SelectMany(
                (pair, i) =>
                    i + 2 < widths.Length
                        ? new nn.Module<Tensor, Tensor>[] { nn.Linear(pair.First, pair.Second), nn.ReLU() }
                        : [nn.Linear(pair.First, pair.Second)]
            );
        var model = nn.Sequential([.. layers]);
        model.to(type);
        var stream = new RandomStream(1);
        var parameters = ParameterVector.Of(model);
        parameters.Write([.. parameters.Slices.SelectMany(s => Initial(s, stream))]);
        var input = tensor(stream.Gaussians(samples * widths[0]), [samples, widths[0]]).to(type);
        var classes = tensor(Enumerable.Range(0, samples).Select(i => (long)(i % widths[^1])).ToArray());
        return Objective.Of(model, input, classes, LossFunction.CrossEntropy);
    }

    private static IEnumerable<double> Initial(ParameterSlice slice, RandomStream stream)
    {
        var bound = 1 / Math.Sqrt(slice.Shape[^1]);
        return Enumerable.Range(0, slice.Length).Select(_ => stream.Uniform(-bound, bound));
    }

    private void Beside(string name, double own, double target) => Against(name, own, peer[name], target);

    private void Against(string name, double own, double other, double target) =>
        Row(name, () => $"{own:G4},{other:G4},{own / other:F3},{target:F2}");

    private void Peer(string part)
    {
        using var python = Process.Start(
            new ProcessStartInfo("/usr/bin/python3", $"benchmarks/peers/hessian.py {part}")
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                Environment = { ["OMP_NUM_THREADS"] = "1", ["OPENBLAS_NUM_THREADS"] = "1" },
            }
        )!;
        while (python.StandardOutput.ReadLine() is { } line)
            if (line.Split(' ') is [var name, var seconds])
                peer[name] = double.Parse(seconds, CultureInfo.InvariantCulture);
        python.WaitForExit();
    }

    /// <summary>CPU seconds of one repetition: the best of three turns of half a second or one repetition.</summary>
    private static double Seconds(Action work)
    {
        work();
        var best = double.PositiveInfinity;
        using var self = Process.GetCurrentProcess();
        for (var turn = 0; turn < 3; turn++)
        {
            var (count, start, passed) = (0, self.TotalProcessorTime, 0.0);
            while (passed < 0.5)
            {
                work();
                count++;
                self.Refresh();
                passed = (self.TotalProcessorTime - start).TotalSeconds;
            }
            best = Math.Min(best, passed / count);
        }
        return best;
    }
}
