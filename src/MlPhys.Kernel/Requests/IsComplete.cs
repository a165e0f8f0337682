using System.Text.Json.Nodes;
using MlPhys.Kernel.Protocol;
using MlPhys.Kernel.Session;

namespace MlPhys.Kernel.Requests;

/// <summary>Tells a console whether Enter runs the code or continues it.</summary>
internal sealed class IsComplete(Func<IFSharpSession> session) : IRequestHandler
{
    private const int IndentStep = 4;

    public string RequestType => "is_complete_request";

    public JsonObject Handle(JupyterMessage request)
    {
        var code = request.Content.Text("code");
        return session().Judge(code) switch
        {
            Completeness.Complete => new() { ["status"] = "complete" },
            Completeness.Invalid => new() { ["status"] = "invalid" },
            _ => new() { ["status"] = "incomplete", ["indent"] = Indent(code) },
        };
    }

    /// <summary>The indent of the last line, and a step more after what opens a block.</summary>
    private static string Indent(string code)
    {
        var last = code.Split('\n')[^1];
        var opens = new[] { "=", "->", "then", "else", "do", "with", "(", "[", "{", "[|" };
        var step = opens.Any(sign => last.TrimEnd().EndsWith(sign, StringComparison.Ordinal)) ? IndentStep : 0;
        return new string(' ', last.Length - last.TrimStart(' ').Length + step);
    }
}
