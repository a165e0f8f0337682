using System.Text.Json.Nodes;
using MlPhys.Kernel.Magics;
using MlPhys.Kernel.Protocol;
using MlPhys.Kernel.Session;

namespace MlPhys.Kernel.Requests;

/// <summary>Completes names at the cursor, and magics at the start of a line.</summary>
internal sealed class Completion(Func<IFSharpSession> session, MagicList magics) : IRequestHandler
{
    public string RequestType => "complete_request";

    public JsonObject Handle(JupyterMessage request)
    {
        var code = request.Content.Text("code");
        var cursor = request.Content.Cursor(code);
        var found = magics.Complete(code, cursor) ?? session().Complete(code, cursor);
        var start = RequestContent.CodePoints(code, found.Start);
        var end = RequestContent.CodePoints(code, cursor);
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. found.Items.Select(item => JsonValue.Create(item.Name))]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject
            {
                ["_jupyter_types_experimental"] = new JsonArray([
                    .. found.Items.Select(item => new JsonObject
                    {
                        ["text"] = item.Name,
                        ["type"] = item.Kind,
                        ["start"] = start,
                        ["end"] = end,
                    }),
                ]),
            },
        };
    }
}
