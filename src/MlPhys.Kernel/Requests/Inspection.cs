using System.Text.Json.Nodes;
using MlPhys.Display;
using MlPhys.Kernel.Protocol;
using MlPhys.Kernel.Session;

namespace MlPhys.Kernel.Requests;

/// <summary>Describes the name at the cursor: its signature and the summary of its documentation.</summary>
internal sealed class Inspection(Func<IFSharpSession> session) : IRequestHandler
{
    public string RequestType => "inspect_request";

    public JsonObject Handle(JupyterMessage request)
    {
        var code = request.Content.Text("code");
        var description = session().Describe(code, request.Content.Cursor(code));
        var data = new JsonObject();
        if (description is not null)
            data[MimeType.Text] = description;
        return new JsonObject
        {
            ["status"] = "ok",
            ["found"] = description is not null,
            ["data"] = data,
            ["metadata"] = new JsonObject(),
        };
    }
}
