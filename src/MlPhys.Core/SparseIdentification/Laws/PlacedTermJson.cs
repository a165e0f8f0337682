using System.Text.Json.Nodes;
using MlPhys.SparseIdentification.Adaptive;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Libraries;

namespace MlPhys.SparseIdentification.Laws;

/// <summary>Terms of a law with their numbers and errors as JSON.</summary>
internal static class PlacedTermJson
{
    public static JsonObject Write(PlacedTerm term, double[] errors) =>
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

    public static PlacedTerm Read(JsonNode json)
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
            [.. List(json["coordinates"]).Select(n => n.GetValue<double>())]
        );
    }

    private static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(v => JsonValue.Create(v))]);

    private static IEnumerable<JsonNode> List(JsonNode? json) => json!.AsArray().Select(n => n!);

    private static string Text(JsonNode json, string name) => json[name]!.GetValue<string>();
}
