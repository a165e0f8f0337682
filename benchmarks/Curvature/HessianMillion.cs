using System.Diagnostics;
using MlPhys.Curvature.Operators;
using MlPhys.Curvature.Spectra;
using MlPhys.Symmetries;
using static TorchSharp.torch;

namespace MlPhys.Benchmarks.Curvature;

/// <summary>
/// A network of a million parameters without matrices, on one thread: <c>dotnet run -c Release --project benchmarks -- hessian-million</c>. Dense, its
/// Hessian would need 8 TB.
/// </summary>
internal sealed class HessianMillion() : Experiment("hessian-million", "case,parameters,cpu_seconds,peak_mib,result")
{
    private static readonly int[] Widths = [784, 640, 640, 160, 10];

    public override void Run(string[] arguments)
    {
        set_num_threads(1);
        var objective = Problem.Perceptron(Widths, 1024, ScalarType.Float32);
        using var hessian = Hessian.Of(objective);
        Measure(
            "top 10 to residual 1e-3",
            () =>
            {
                var pairs = ExtremeEigenpairs.Of(hessian).WithTolerance(1e-3).Find(10);
                return $"{pairs.Products} products; largest {pairs.Values[0]:G4}";
            }
        );
        Measure(
            "quadrature of 4 vectors x 60 steps",
            () =>
            {
                var mean = StochasticLanczos.Run(hessian, 4, 60, 1).Mean(x => x);
                return $"mean eigenvalue {mean.Value:G3} +- {mean.StandardError:G1}";
            }
        );
        var generators = SymmetryGenerators.Of(objective);
        using var vector = randn([objective.Dimension], ScalarType.Float64);
        Measure(
            "projection onto the symmetry directions",
            () =>
            {
                var projection = SymmetryProjection.OntoLinearised(generators);
                using var image = projection.Apply(vector);
                return $"{projection.Generators} generators; {projection.Steps} conjugate gradient steps";
            }
        );
        Measure(
            "symmetry analysis of 2 vectors x 40 steps",
            () =>
            {
                var controls = SymmetryAnalysis
                    .Of(objective.Structure.Module)
                    .Within(new MemoryBudget(1L << 30), denseLimit: 3000)
                    .WithDensity(2, 40)
                    .On(objective.Input, objective.Target, objective.Loss)
                    .Run()
                    .Controls;
                return $"overlap of the lowest {controls.MeanOverlapWithoutTrivial:F3} against {controls.BaselineWithoutTrivial:F3} at random";
            }
        );

        void Measure(string name, Func<FormattableString> work) =>
            Row(
                name,
                () =>
                {
                    var (seconds, result) = CpuTime.Once(() => FormattableString.Invariant(work()));
                    using var self = Process.GetCurrentProcess();
                    return $"{objective.Dimension},{seconds:G4},{self.PeakWorkingSet64 >> 20},{result}";
                }
            );
    }
}
