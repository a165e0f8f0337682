using System.Text.Json;
using MlPhys.Scaling;

namespace MlPhys.Core.Tests.Scaling;

/// <summary>Reference tables and fits, made by an independent implementation in double precision.</summary>
internal static class ScalingReference
{
    public static JsonElement Root { get; } =
        JsonDocument
            .Parse(
                File.ReadAllText(
                    Path.Combine(Repository.Root, "tests", "MlPhys.Core.Tests", "Scaling", "scaling_law_fit.json")
                )
            )
            .RootElement;

    public static JsonElement At(params string[] path) => path.Aggregate(Root, (node, name) => node.GetProperty(name));

    public static double Number(params string[] path) => At(path).GetDouble();

    public static double[] Numbers(params string[] path) => [.. At(path).EnumerateArray().Select(e => e.GetDouble())];

    public static ScalingPoint[] Points(string fit) =>
        [
            .. Numbers("fits", fit, "N")
                .Zip(Numbers("fits", fit, "D"), Numbers("fits", fit, "L"))
                .Select(row => new ScalingPoint(row.First, row.Second, row.Third)),
        ];

    public static JointLaw Law(params string[] path) =>
        new(
            Number([.. path, "E"]),
            Number([.. path, "A"]),
            Number([.. path, "B"]),
            Number([.. path, "alpha"]),
            Number([.. path, "beta"])
        );

    public static void AssertNear(JointLaw expected, JointLaw actual, double relative)
    {
        AssertNear(expected.E, actual.E, relative);
        AssertNear(expected.A, actual.A, relative);
        AssertNear(expected.B, actual.B, relative);
        AssertNear(expected.Alpha, actual.Alpha, relative);
        AssertNear(expected.Beta, actual.Beta, relative);
    }

    public static void AssertNear(double expected, double actual, double relative) =>
        Assert.InRange(actual, expected - Math.Abs(expected) * relative, expected + Math.Abs(expected) * relative);
}
