using System.Text.Json.Nodes;
using MlPhys.Kernel.Protocol;

namespace MlPhys.Kernel.Requests;

/// <summary>Says what this kernel is.</summary>
internal sealed class KernelInfo : IRequestHandler
{
    public string RequestType => "kernel_info_request";

    public JsonObject Handle(JupyterMessage request) =>
        new()
        {
            ["status"] = "ok",
            ["protocol_version"] = MessageCodec.ProtocolVersion,
            ["implementation"] = "mlphys",
            ["implementation_version"] = About.Version,
            ["language_info"] = new JsonObject
            {
                ["name"] = "F#",
                ["version"] = About.LanguageVersion,
                ["mimetype"] = "text/x-fsharp",
                ["file_extension"] = ".fsx",
                ["pygments_lexer"] = "fsharp",
                ["codemirror_mode"] = "text/x-fsharp",
            },
            ["banner"] = About.Text,
            ["debugger"] = false,
            ["help_links"] = new JsonArray(
                new JsonObject
                {
                    ["text"] = "F# language reference",
                    ["url"] = "https://learn.microsoft.com/dotnet/fsharp/language-reference/",
                }
            ),
        };
}
