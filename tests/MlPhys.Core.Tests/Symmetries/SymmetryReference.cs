using System.Text.Json;
using MlPhys.Curvature.Objectives;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Symmetries;

/// <summary>Values computed once by an independent program in float64.</summary>
internal static class SymmetryReference
{
    private static readonly JsonElement Root = JsonDocument
        .Parse(
            File.ReadAllText(Path.Combine(Repository.Root, "tests/MlPhys.Core.Tests/Symmetries/hessian_reference.json"))
        )
        .RootElement;

    public static JsonElement Linear => Root.GetProperty("linear");

    public static JsonElement Teacher => Root.GetProperty("teacher");

    public static double[] Numbers(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];

    /// <summary>The deep linear network 10-8-6-4 at given parameters.</summary>
    public static Objective LinearAt(string parameters) =>
        At(
            LinearChain(10, 8, 6, 4),
            Linear.Numbers(parameters),
            Table(Linear.GetProperty("X")),
            Table(Linear.GetProperty("Y"))
        );

    /// <summary>The student 20-8-10 at its teacher's weights, with the activation between its layers and scaled inputs.</summary>
    public static Objective TeacherPoint(nn.Module<Tensor, Tensor> activation, double scale = 1)
    {
        var normals = new PortableNormals(101);
        var input = tensor(normals.Take(40_000), [2000, 20]) * scale;
        var first = tensor(normals.Take(160), [8, 20]) / Math.Sqrt(20);
        var second = tensor(normals.Take(80), [10, 8]) / Math.Sqrt(8);
        var model = Curvature.CurvatureCases.Chain(nn.Linear(20, 8, false), activation, nn.Linear(8, 10, false));
        using var untracked = no_grad();
        var (w1, w2) = (model.parameters().First(), model.parameters().Last());
        w1.copy_(first);
        w2.copy_(second);
        return Objective.Of(model, input, model.call(input), LossFunction.Squared);
    }

    public static nn.Module<Tensor, Tensor> LinearChain(params int[] widths) =>
        Curvature.CurvatureCases.Chain([.. widths.Zip(widths.Skip(1), (d, n) => nn.Linear(d, n, false))]);

    private static Objective At(nn.Module<Tensor, Tensor> model, double[] parameters, double[,] input, double[,] target)
    {
        MlPhys.Curvature.Layers.ParameterVector.Of(model).Write(parameters);
        return Objective.Of(model, tensor(input), tensor(target), LossFunction.Squared);
    }

    private static double[,] Table(JsonElement rows)
    {
        var table = new double[rows.GetArrayLength(), rows[0].GetArrayLength()];
        for (var i = 0; i < table.GetLength(0); i++)
        for (var j = 0; j < table.GetLength(1); j++)
            table[i, j] = rows[i][j].GetDouble();
        return table;
    }
}
