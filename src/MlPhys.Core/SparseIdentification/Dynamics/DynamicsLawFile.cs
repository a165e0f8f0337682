using System.Text.Json.Nodes;
using MlPhys.SparseIdentification.Adaptive;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Laws;
using MlPhys.SparseIdentification.Libraries;
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
            ["terms"] = new JsonArray([.. structure.Terms.Select(t => Term(t, errors[used..(used += t.Numbers)]))]),
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
                new Structure(names.States.Length, [.. terms.Select(ReadTerm)]),
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

    private static JsonObject Term(PlacedTerm term, double[] errors) =>
        new()
        {
            ["equation"] = term.Equation,
            ["family"] = term.Candidate.Family,
            ["body"] = FormulaJson.Write(term.Candidate.Body),
            ["parameters"] = new JsonArray([
                .. term.Candidate.Parameters.Zip(
                    term.Scales,
                    (p, s) =>
                        new JsonObject
                        {
                            ["name"] = p.Name,
                            ["low"] = s.Low,
                            ["high"] = s.High,
                            ["log"] = s.IsLog,
                        }
                ),
            ]),
            ["coefficient"] = term.Coefficient,
            ["coordinates"] = Numbers(term.Coordinates),
            ["errors"] = Numbers(errors),
        };

    private static PlacedTerm ReadTerm(JsonNode json)
    {
        var parameters = List(json["parameters"]).ToArray();
        return new PlacedTerm(
            json["equation"]!.GetValue<int>(),
            new Candidate(
                Text(json, "family"),
                FormulaJson.Read(json["body"]),
                [.. parameters.Select(p => new FreeParameter(Text(p, "name")))]
            ),
            [
                .. parameters.Select(p => new ParameterScale(
                    p["low"]!.GetValue<double>(),
                    p["high"]!.GetValue<double>(),
                    p["log"]!.GetValue<bool>()
                )),
            ],
            json["coefficient"]!.GetValue<double>(),
            Doubles(json["coordinates"])
        );
    }

    private static JsonArray Columns(IEnumerable<Column> columns) =>
        new([.. columns.Select(c => new JsonObject { ["name"] = c.Name, ["unit"] = c.Unit })]);

    private static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(v => JsonValue.Create(v))]);

    private static IEnumerable<JsonNode> List(JsonNode? json) => json!.AsArray().Select(n => n!);

    private static double[] Doubles(JsonNode? json) => [.. List(json).Select(n => n.GetValue<double>())];

    private static string Text(JsonNode json, string name) => json[name]!.GetValue<string>();
}
