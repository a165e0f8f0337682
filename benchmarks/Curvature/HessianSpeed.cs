using MlPhys.Curvature.Objectives;
using MlPhys.Curvature.Operators;
using MlPhys.Curvature.Spectra;
using MlPhys.Numerics.Random;
using MlPhys.Symmetries;
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
        Ask("hvp");
        foreach (
            var (samples, type, name) in new[]
            {
                (256, ScalarType.Float32, "256-f32"),
                (1024, ScalarType.Float32, "1024-f32"),
                (256, ScalarType.Float64, "256-f64"),
            }
        )
        {
            var objective = Problem.Perceptron([784, 256, 256, 10], samples, type);
            using var hessian = Hessian.Of(objective);
            using var vector = ones(objective.Dimension, type);
            var (product, gradient) = CpuTime.InTurns(() => hessian.Apply(vector).Dispose(), () => Gradient(objective));
            Beside($"hvp-{name}", product, 0.9);
            Against($"hvp-{name} over own gradient", product, gradient, 1.6);
        }
        foreach (var (widths, samples) in new[] { (new[] { 48, 44, 50, 10 }, 64), ([784, 256, 256, 10], 256) })
        {
            var objective = Problem.Perceptron(widths, samples, ScalarType.Float64);
            using var hessian = Hessian.Of(objective);
            using var block = ones(32, objective.Dimension, ScalarType.Float64);
            using var vector = ones(objective.Dimension, ScalarType.Float64);
            var (together, single) = CpuTime.InTurns(
                () => hessian.Apply(block).Dispose(),
                () => hessian.Apply(vector).Dispose()
            );
            Against($"32 tangents over 32 singles P={objective.Dimension}", together, 32 * single, 0.5);
        }
    }

    private void Spectra()
    {
        Ask("spectra");
        var objective = Problem.Perceptron([784, 256, 256, 10], 256, ScalarType.Float32);
        using var hessian = Hessian.Of(objective);
        Beside("slq", CpuTime.Of(() => StochasticLanczos.Run(hessian, 10, 100, 1)), 0.5);
    }

    private void Exact()
    {
        Ask("exact");
        peer["exact"] = Math.Min(peer["exact-loop"], peer["exact-chunks"]);
        var objective = Problem.Perceptron([48, 44, 50, 10], 512, ScalarType.Float64);
        Beside("exact", CpuTime.Of(() => DenseHessian.Of(objective).Dispose()), 0.4);
        using var hessian = DenseHessian.Of(objective);
        Beside("eigenvalues", CpuTime.Of(() => hessian.Eigenvalues()), 0.7);
    }

    private void Projection()
    {
        var objective = Problem.Perceptron([784, 256, 256, 10], 256, ScalarType.Float64);
        var generators = SymmetryGenerators.Of(objective);
        var vector = new RandomStream(1).Gaussians(objective.Dimension);
        var seconds = CpuTime.Of(() => SymmetryProjection.OntoLinearised(generators).Apply(vector));
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

    private void Ask(string part)
    {
        foreach (var (name, value) in Peer.Numbers(part))
            peer[name] = value;
    }

    private void Beside(string name, double own, double target) => Against(name, own, peer[name], target);

    private void Against(string name, double own, double other, double target) =>
        Row(name, () => $"{own:G4},{other:G4},{own / other:F3},{target:F2}");
}
