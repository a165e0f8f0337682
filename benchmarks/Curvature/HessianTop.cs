using System.Globalization;
using MlPhys.Curvature.Objectives;
using MlPhys.Curvature.Operators;
using MlPhys.Curvature.Spectra;
using static TorchSharp.torch;

namespace MlPhys.Benchmarks.Curvature;

/// <summary>
/// Time and error of the ten largest eigenvalues beside power iteration with deflation, as in PyHessian, on the same networks: <c>dotnet run -c
/// Release --project benchmarks -- hessian-top</c>. The error is the largest relative one of the ten.
/// </summary>
internal sealed class HessianTop()
    : Experiment(
        "hessian-top",
        "case,mlphys_seconds,mlphys_error,products,peer_seconds,peer_error,time_ratio,time_target,error_ratio,error_target"
    )
{
    private const int Count = 10;

    public override void Run(string[] arguments)
    {
        set_num_threads(1);
        Beside([48, 44, 50, 10], 512, ScalarType.Float32, 1e-3, DenseReference);
        Beside([48, 44, 50, 10], 512, ScalarType.Float64, 1e-3, DenseReference);
        Beside([784, 256, 256, 10], 256, ScalarType.Float32, 1e-4, LanczosReference);
        Beside([784, 256, 256, 10], 256, ScalarType.Float64, 1e-4, LanczosReference);
    }

    private void Beside(
        int[] widths,
        int samples,
        ScalarType type,
        double tolerance,
        Func<Objective, double[]> reference
    )
    {
        var objective = Problem.Perceptron(widths, samples, type);
        Row(
            $"P={objective.Dimension} {type}",
            () =>
            {
                var expected = reference(Problem.Perceptron(widths, samples, ScalarType.Float64));
                using var hessian = Hessian.Of(objective);
                Eigenpairs Find() => ExtremeEigenpairs.Of(hessian).WithTolerance(tolerance).Find(Count);
                var seconds = CpuTime.Of(() => Find());
                var found = Find();
                var error = Error(found.Values, expected);
                var (peerSeconds, values) = Peers(objective, widths, samples, type);
                var peerError = Error(values, expected);
                return $"{seconds:G4},{error:G3},{found.Products},{peerSeconds:G4},{peerError:G3},{seconds / peerSeconds:F3},0.33,{error / peerError:G3},0.001";
            }
        );
    }

    private static (double Seconds, double[] Values) Peers(
        Objective objective,
        int[] widths,
        int samples,
        ScalarType type
    )
    {
        var path = Path.GetTempFileName();
        try
        {
            Problem.Write(objective, path);
            var numbers = Peer.Numbers(
                    "top",
                    path,
                    string.Join(',', widths),
                    samples.ToString(CultureInfo.InvariantCulture),
                    type == ScalarType.Float64 ? "float64" : "float32"
                )
                .ToArray();
            return (
                numbers.Single(n => n.Name == "seconds").Value,
                [.. numbers.Where(n => n.Name == "value").Select(n => n.Value)]
            );
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double[] DenseReference(Objective objective)
    {
        using var hessian = DenseHessian.Of(objective);
        return [.. hessian.Eigenvalues().OrderByDescending(Math.Abs).Take(Count)];
    }

    /// <summary>To residuals of 1e-10, which bound the errors.</summary>
    private static double[] LanczosReference(Objective objective)
    {
        using var hessian = Hessian.Of(objective);
        return ExtremeEigenpairs.Of(hessian).WithTolerance(1e-10).Find(Count).Values;
    }

    private static double Error(double[] values, double[] expected) =>
        values.Order().Zip(expected.Order(), (v, e) => Math.Abs(v - e) / Math.Abs(e)).Max();
}
