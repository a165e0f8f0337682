using System.IO.Enumeration;
using System.Text.Json.Nodes;
using MlPhys.Kernel.Protocol;

namespace MlPhys.Kernel.Requests;

/// <summary>The inputs of this session; earlier sessions are not kept.</summary>
internal sealed class History : IRequestHandler
{
    private readonly List<(int Number, string Code)> inputs = [];

    public string RequestType => "history_request";

    public void Add(int number, string code) => inputs.Add((number, code));

    public JsonObject Handle(JupyterMessage request)
    {
        var content = request.Content;
        var count = content.Number("n", int.MaxValue);
        IEnumerable<(int Number, string Code)> found = content.Text("hist_access_type") switch
        {
            "tail" => inputs.TakeLast(count),
            "range" => inputs.Where(input =>
                input.Number >= content.Number("start", 0) && input.Number < content.Number("stop", int.MaxValue)
            ),
            "search" => Matching(content).TakeLast(count),
            _ => [],
        };
        var withOutput = content.Flag("output", false);
        return new JsonObject
        {
            ["status"] = "ok",
            ["history"] = new JsonArray([.. found.Select(input => Entry(input.Number, input.Code, withOutput))]),
        };
    }

    private IEnumerable<(int Number, string Code)> Matching(JsonObject content)
    {
        var pattern = content.Text("pattern");
        var matching = inputs.Where(input =>
            FileSystemName.MatchesSimpleExpression(pattern, input.Code, ignoreCase: false)
        );
        return content.Flag("unique", false)
            ? matching.Reverse().DistinctBy(input => input.Code, StringComparer.Ordinal).Reverse()
            : matching;
    }

    private static JsonArray Entry(int number, string code, bool withOutput) =>
        new(0, number, withOutput ? new JsonArray(code, null) : JsonValue.Create(code));
}
