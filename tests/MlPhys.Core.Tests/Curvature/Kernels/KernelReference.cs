using System.Text.Json;
using MlPhys.Curvature.Kernels;

namespace MlPhys.Core.Tests.Curvature.Kernels;

/// <summary>Reference values of kernels and their observables, and comparison to relative 1e-10.</summary>
internal static class KernelReference
{
    public static JsonElement Root { get; } =
        JsonDocument
            .Parse(
                File.ReadAllText(
                    Path.Combine(Repository.Root, "tests", "MlPhys.Core.Tests", "Curvature", "Kernels", "kernels.json")
                )
            )
            .RootElement;

    public static double[,] Matrix(JsonElement rows)
    {
        var matrix = new double[rows.GetArrayLength(), rows[0].GetArrayLength()];
        for (var i = 0; i < matrix.GetLength(0); i++)
        for (var j = 0; j < matrix.GetLength(1); j++)
            matrix[i, j] = rows[i][j].GetDouble();
        return matrix;
    }

    public static void AssertNear(double[,] expected, double[,] actual)
    {
        Assert.Equal((expected.GetLength(0), expected.GetLength(1)), (actual.GetLength(0), actual.GetLength(1)));
        for (var i = 0; i < expected.GetLength(0); i++)
        for (var j = 0; j < expected.GetLength(1); j++)
            AssertNear(expected[i, j], actual[i, j]);
    }

    /// <summary>Every number that the reference names.</summary>
    public static void AssertNear(
        JsonElement expected,
        KernelObservables found,
        double[,] kernel,
        double[,]? targets = null,
        double[,]? start = null
    )
    {
        foreach (var property in expected.EnumerateObject())
            AssertNear(
                property.Value.GetDouble(),
                property.Name switch
                {
                    "trace" => found.Trace,
                    "trace_per_n" => found.MeanEigenvalue,
                    "entropy" => found.Entropy,
                    "entropy_effective" => found.EffectiveEntropy,
                    "effective_rank_exp" => found.EffectiveRank,
                    "participation_ratio" => found.ParticipationRatio,
                    "self_entropy" => found.SelfEntropy,
                    "self_entropy_effective" => found.EffectiveSelfEntropy,
                    "lambda_max" => found.Largest,
                    "lambda_max_fraction" => found.LargestFraction,
                    "target_alignment" => KernelMatrix.Alignment(kernel, KernelMatrix.OfTargets(targets!)),
                    "target_cka" => KernelMatrix.CentredAlignment(kernel, KernelMatrix.OfTargets(targets!)),
                    "relative_change" => KernelMatrix.RelativeChange(kernel, start!),
                    "kernel_distance" => KernelMatrix.Distance(kernel, start!),
                    var other => throw new InvalidOperationException(other),
                }
            );
    }

    public static void AssertNear(double expected, double actual) =>
        Assert.InRange(Math.Abs(actual - expected), 0, 1e-10 * Math.Abs(expected) + 1e-14);
}
