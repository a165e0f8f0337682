using System.Text.Json.Nodes;
using MlPhys.Kernel.Protocol;

namespace MlPhys.Kernel.Requests;

/// <summary>Answers one type of request.</summary>
internal interface IRequestHandler
{
    /// <summary>The msg_type that it answers.</summary>
    string RequestType { get; }

    /// <summary>The content of the reply.</summary>
    JsonObject Handle(JupyterMessage request);
}
