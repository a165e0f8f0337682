using System.Text.Json;
using MlPhys.Curvature;

namespace MlPhys.Core.Tests.Curvature;

public class InfiniteWidthKernelTests
{
    private static readonly JsonElement Reference = JsonDocument
        .Parse(
            File.ReadAllText(
                Path.Combine(Repository.Root, "tests", "MlPhys.Core.Tests", "Curvature", "analytic_ntk.json")
            )
        )
        .RootElement;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Reference.GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Kernels_meet_the_reference_tables(int index)
    {
        var reference = Reference.GetProperty("cases")[index];
        var kernel = new InfiniteWidthKernel(
            reference.GetProperty("activation").GetString() == "relu"
                ? InfiniteWidthActivation.Relu
                : InfiniteWidthActivation.Erf,
            reference.GetProperty("hidden_layers").GetInt32(),
            reference.GetProperty("sigma_w2").GetDouble(),
            reference.GetProperty("sigma_b2").GetDouble()
        );
        var found = kernel.Of(Matrix(Reference.GetProperty("inputs")));
        AssertNear(Matrix(reference.GetProperty("nngp")), found.Nngp);
        AssertNear(Matrix(reference.GetProperty("ntk")), found.Ntk);
    }

    [Fact]
    public void Expectations_meet_Monte_Carlo_integration()
    {
        var random = new MlPhys.Numerics.Random.RandomStream(3);
        double[,] x =
        {
            { 1.0, 0.2 },
            { -0.3, 0.8 },
        };
        foreach (
            var (activation, phi) in new (InfiniteWidthActivation, Func<double, double>)[]
            {
                (InfiniteWidthActivation.Relu, u => Math.Max(u, 0)),
                (InfiniteWidthActivation.Erf, MathNet.Numerics.SpecialFunctions.Erf),
            }
        )
        {
            const int samples = 400_000;
            var products = Enumerable
                .Range(0, samples)
                .Select(_ =>
                {
                    var (w1, w2) = (random.Gaussian(), random.Gaussian());
                    return phi(w1 * x[0, 0] + w2 * x[0, 1]) * phi(w1 * x[1, 0] + w2 * x[1, 1]);
                })
                .ToArray();
            var mean = products.Average();
            var error = Math.Sqrt(products.Sum(p => (p - mean) * (p - mean))) / samples;
            var exact = new InfiniteWidthKernel(activation, 1, 1).Between(Scaled(x), Scaled(x)).Nngp[0, 1];
            Assert.InRange((mean - exact) / error, -4, 4);
        }
    }

    [Fact]
    public void Inputs_of_different_width_are_refused() =>
        Assert.Throws<ArgumentException>(() =>
            new InfiniteWidthKernel(InfiniteWidthActivation.Relu, 1).Between(new double[1, 2], new double[1, 3])
        );

    /// <summary>The recursion divides by the input dimension, the Monte Carlo weights do not.</summary>
    private static double[,] Scaled(double[,] x)
    {
        var scaled = (double[,])x.Clone();
        for (var i = 0; i < x.GetLength(0); i++)
        for (var j = 0; j < x.GetLength(1); j++)
            scaled[i, j] *= Math.Sqrt(x.GetLength(1));
        return scaled;
    }

    /// <summary>Relative 1e-10, with the rounding of numbers of order one where the exact value is zero.</summary>
    private static void AssertNear(double[,] expected, double[,] actual)
    {
        for (var i = 0; i < expected.GetLength(0); i++)
        for (var j = 0; j < expected.GetLength(1); j++)
            Assert.InRange(Math.Abs(actual[i, j] - expected[i, j]), 0, 1e-10 * Math.Abs(expected[i, j]) + 1e-15);
    }

    private static double[,] Matrix(JsonElement rows)
    {
        var matrix = new double[rows.GetArrayLength(), rows[0].GetArrayLength()];
        for (var i = 0; i < matrix.GetLength(0); i++)
        for (var j = 0; j < matrix.GetLength(1); j++)
            matrix[i, j] = rows[i][j].GetDouble();
        return matrix;
    }
}
