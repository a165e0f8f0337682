using System.Text.Json.Nodes;
using MlPhys.Kernel.Protocol;

namespace MlPhys.Kernel.Requests;

/// <summary>Lists open comms: this kernel has none.</summary>
internal sealed class CommInfo : IRequestHandler
{
    public string RequestType => "comm_info_request";

    public JsonObject Handle(JupyterMessage request) => new() { ["status"] = "ok", ["comms"] = new JsonObject() };
}
