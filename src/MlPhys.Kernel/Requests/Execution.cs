using System.Globalization;
using System.Text.Json.Nodes;
using MlPhys.Display;
using MlPhys.Kernel.Magics;
using MlPhys.Kernel.Protocol;
using MlPhys.Kernel.Session;

namespace MlPhys.Kernel.Requests;

/// <summary>Runs cells.</summary>
internal sealed class Execution(Func<IFSharpSession> session, Page page, MagicList magics, History history)
    : IRequestHandler
{
    private readonly Lock gate = new();
    private CancellationTokenSource? running;
    private int count;

    public string RequestType => "execute_request";

    /// <summary>Interrupts the running cell; nothing where none runs.</summary>
    public void Interrupt()
    {
        lock (gate)
            running?.Cancel();
    }

    public JsonObject Handle(JupyterMessage request)
    {
        var code = request.Content.Text("code");
        var silent = request.Content.Flag("silent", false);
        if (!silent && request.Content.Flag("store_history", true))
            history.Add(++count, code);
        page.BeginCell(request.Header);
        if (!silent)
            page.InOrder("execute_input", new JsonObject { ["code"] = code, ["execution_count"] = count });
        using var cancellation = new CancellationTokenSource();
        lock (gate)
            running = cancellation;
        try
        {
            var result = Run(code, silent, cancellation.Token);
            return result.Succeeded
                ? Reply("ok", UserExpressions(request.Content))
                : Failed(code, result, silent, cancellation.IsCancellationRequested);
        }
        finally
        {
            lock (gate)
                running = null;
            page.Flush();
        }
    }

    private string Title => string.Create(CultureInfo.InvariantCulture, $"cell {count}");

    private CellResult Run(string code, bool silent, CancellationToken cancellation)
    {
        var context = new MagicContext(session(), content => page.Result(content, count), cancellation);
        try
        {
            var rest = magics.Run(context, code);
            var result = string.IsNullOrWhiteSpace(rest)
                ? new CellResult(null, null, [])
                : session().Evaluate(rest, Path.GetFullPath(Title), 1, cancellation);
            foreach (var warning in result.Diagnostics.Where(d => !d.IsError))
                page.Write("stderr", warning with { File = Title } + "\n");
            if (result is { Succeeded: true, Value: { } value } && !silent)
                page.Result(session().Display(value), count);
            return result;
        }
        catch (Exception failure)
        {
            return new CellResult(null, failure, []);
        }
        finally
        {
            context.EndCell();
        }
    }

    private JsonObject Failed(string code, CellResult result, bool silent, bool interrupted)
    {
        var report = ErrorReport.Of(Title, code, result, interrupted);
        if (!silent)
            page.InOrder("error", report.ToJson());
        var reply = Reply("error", []);
        foreach (var (field, value) in report.ToJson())
            reply[field] = value?.DeepClone();
        return reply;
    }

    private JsonObject Reply(string status, JsonObject userExpressions) =>
        new()
        {
            ["status"] = status,
            ["execution_count"] = count,
            ["payload"] = new JsonArray(),
            ["user_expressions"] = userExpressions,
        };

    private JsonObject UserExpressions(JsonObject content)
    {
        var results = new JsonObject();
        foreach (var (name, expression) in content["user_expressions"] as JsonObject ?? [])
            results[name] = UserExpression(expression is JsonValue text ? text.ToString() : "");
        return results;
    }

    private JsonObject UserExpression(string code)
    {
        var result = session().Evaluate(code, Path.GetFullPath("expression"), 1, CancellationToken.None);
        if (!result.Succeeded)
        {
            var error = ErrorReport.Of("expression", code, result, interrupted: false).ToJson();
            error["status"] = "error";
            return error;
        }
        var content = result.Value is { } value ? session().Display(value) : DisplayBundle.OfText("()");
        return new JsonObject
        {
            ["status"] = "ok",
            ["data"] = Notebooks.MimeJson.Of(content, text => text),
            ["metadata"] = new JsonObject(),
        };
    }
}
