using System.Text.Json.Nodes;
using MlPhys.SparseIdentification.Laws;
using MlPhys.SparseIdentification.Likelihood;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>Dynamical laws as JSON files.</summary>
internal static class DynamicsLawFile
{
    private const string Format = "MlPhys dynamical law 1";

    public static string Write(Trajectory names, Structure structure, double[] errors, IEnumerable<double> noise)
    {
        var used = 0;
        return new JsonObject
        {
            ["format"] = Format,
            ["timeUnit"] = names.TimeUnit,
            ["states"] = Columns(names.States),
            ["inputs"] = Columns(names.Inputs),
            ["noise"] = Numbers(noise),
            ["terms"] = new JsonArray([
                .. structure.Terms.Select(t => PlacedTermJson.Write(t, errors[used..(used += t.Numbers)])),
            ]),
        }.ToJsonString(new() { WriteIndented = true });
    }

    /// <summary>Reads a law.</summary>
    /// <exception cref="InvalidDataException">The text is not a law of this format.</exception>
    public static DynamicsLaw Read(string text, string source)
    {
        try
        {
            var json = JsonNode.Parse(text)!;
            if (!string.Equals(json["format"]?.GetValue<string>(), Format, StringComparison.Ordinal))
                throw new FormatException($"the format is '{json["format"]}', expected '{Format}'");
            var names = Trajectory.At([], json["timeUnit"]!.GetValue<string>());
            names = List(json["states"]).Aggregate(names, (t, c) => t.With(Text(c, "name"), [], Text(c, "unit")));
            names = List(json["inputs"]).Aggregate(names, (t, c) => t.WithInput(Text(c, "name"), [], Text(c, "unit")));
            var terms = List(json["terms"]).ToArray();
            return new DynamicsLaw(
                names,
                new Structure(names.States.Length, [.. terms.Select(PlacedTermJson.Read)]),
                [.. terms.SelectMany(t => Doubles(t["errors"]))],
                Doubles(json["noise"])
            );
        }
        catch (Exception e)
            when (e
                    is System.Text.Json.JsonException
                        or FormatException
                        or NullReferenceException
                        or InvalidOperationException
            )
        {
            throw new InvalidDataException($"'{source}' is not a saved law: {e.Message}", e);
        }
    }

    private static JsonArray Columns(IEnumerable<Column> columns) =>
        new([.. columns.Select(c => new JsonObject { ["name"] = c.Name, ["unit"] = c.Unit })]);

    private static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(v => JsonValue.Create(v))]);

    private static IEnumerable<JsonNode> List(JsonNode? json) => json!.AsArray().Select(n => n!);

    private static double[] Doubles(JsonNode? json) => [.. List(json).Select(n => n.GetValue<double>())];

    private static string Text(JsonNode json, string name) => json[name]!.GetValue<string>();
}
