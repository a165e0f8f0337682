using System.Text.Json.Nodes;

namespace MlPhys.SparseIdentification.Formulas;

/// <summary>Formulas as JSON: numbers, {"x": 0} for variables, {"k": 0} for parameters, ["Add", a, b] for operations.</summary>
internal static class FormulaJson
{
    public static JsonNode Write(Formula f) =>
        f switch
        {
            ConstantNode n => JsonValue.Create(n.Value),
            VariableNode n => new JsonObject { ["x"] = n.Index },
            ParameterNode n => new JsonObject { ["k"] = n.Index },
            BinaryNode n => new JsonArray(n.Operation.ToString(), Write(n.Left), Write(n.Right)),
            CallNode n => new JsonArray(n.Function.ToString(), Write(n.Operand)),
            _ => throw new ArgumentOutOfRangeException(nameof(f), f.GetType().Name, "unknown kind of node"),
        };

    /// <summary>Reads a formula.</summary>
    /// <exception cref="FormatException">The JSON is not a formula.</exception>
    public static Formula Read(JsonNode? json) =>
        json switch
        {
            JsonValue value when value.TryGetValue<double>(out var number) => number,
            JsonObject { Count: 1 } node when node["x"] is JsonValue index => Formula.Variable(index.GetValue<int>()),
            JsonObject { Count: 1 } node when node["k"] is JsonValue index => Formula.Parameter(index.GetValue<int>()),
            JsonArray { Count: 3 } node when Enum.TryParse<Operation>(node[0]?.ToString(), out var operation) =>
                new BinaryNode(operation, Read(node[1]), Read(node[2])),
            JsonArray { Count: 2 } node when Enum.TryParse<Function>(node[0]?.ToString(), out var function) =>
                new CallNode(function, Read(node[1])),
            _ => throw new FormatException($"'{json?.ToJsonString()}' is not a formula"),
        };
}
