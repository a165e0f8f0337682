using MlPhys.Curvature.Layers;
using MlPhys.Curvature.Objectives;
using MlPhys.Numerics.Random;
using TorchSharp;
using static TorchSharp.torch;

namespace MlPhys.Benchmarks.Curvature;

/// <summary>Rectified perceptrons on Gaussian inputs with classes in turn, and the file in which the peer gets the same.</summary>
internal static class Problem
{
    public static Objective Perceptron(int[] widths, int samples, ScalarType type)
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

    /// <summary>Parameters, inputs and classes in float64, one after the other.</summary>
    public static void Write(Objective objective, string path)
    {
        using var input = objective.Input.to(ScalarType.Float64);
        using var classes = objective.Target.to(ScalarType.Float64);
        double[] numbers =
        [
            .. objective.Structure.Parameters.Read(),
            .. input.data<double>().ToArray(),
            .. classes.data<double>().ToArray(),
        ];
        File.WriteAllBytes(path, System.Runtime.InteropServices.MemoryMarshal.AsBytes(numbers.AsSpan()));
    }
}
