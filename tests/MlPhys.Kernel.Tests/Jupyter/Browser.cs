using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlPhys.Kernel.Tests.Jupyter;

/// <summary>One page of headless Chromium, driven over its DevTools protocol.</summary>
internal sealed class Browser : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder profile = new();
    private readonly ClientWebSocket socket = new();
    private readonly Process process;
    private int lastId;

    public Browser(string address)
    {
        string[] arguments =
        [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
            "--window-size=1200,1500",
            "--remote-debugging-port=0",
            "--remote-allow-origins=*",
            $"--user-data-dir={profile.Path}",
            address,
        ];
        process = Process.Start(
            new ProcessStartInfo("chromium", arguments) { RedirectStandardError = true, RedirectStandardOutput = true }
        )!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        socket.ConnectAsync(new Uri(PageAddress()), default).GetAwaiter().GetResult();
    }

    /// <summary>The value of an expression in the page; null where it throws or has none.</summary>
    public JsonNode? Evaluate(string expression) =>
        Send(
            "Runtime.evaluate",
            new JsonObject
            {
                ["expression"] = expression,
                ["returnByValue"] = true,
                ["awaitPromise"] = true,
            }
        )["result"]?["value"];

    /// <summary>Waits until an expression is true, and gives the time that took.</summary>
    public TimeSpan WaitFor(string condition)
    {
        var clock = Stopwatch.StartNew();
        while (Evaluate(condition)?.GetValueKind() != JsonValueKind.True)
        {
            if (clock.Elapsed > Patience)
                throw new TimeoutException(
                    $"still false after {Patience.TotalSeconds} s: {condition}\n{Evaluate("document.body.innerText")}"
                );
            Thread.Sleep(20);
        }
        return clock.Elapsed;
    }

    public void Screenshot(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Convert.FromBase64String((string)Send("Page.captureScreenshot", [])["data"]!));
    }

    public void Dispose()
    {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        profile.Dispose();
    }

    private string PageAddress()
    {
        var port = profile.File("DevToolsActivePort");
        for (var clock = Stopwatch.StartNew(); ; Thread.Sleep(50))
        {
            if (File.Exists(port) && File.ReadAllLines(port) is [var number, ..] && PageOn(number) is { } page)
                return page;
            if (clock.Elapsed > Patience)
                throw new TimeoutException("Chromium opened no page");
        }
    }

    private static string? PageOn(string port)
    {
        using var client = new HttpClient();
        var pages = client.GetFromJsonAsync<JsonArray>($"http://127.0.0.1:{port}/json").GetAwaiter().GetResult();
        return (string?)pages?.FirstOrDefault(page => (string?)page?["type"] == "page")?["webSocketDebuggerUrl"];
    }

    private JsonObject Send(string method, JsonObject parameters)
    {
        var request = new JsonObject
        {
            ["id"] = ++lastId,
            ["method"] = method,
            ["params"] = parameters,
        };
        socket
            .SendAsync(JsonSerializer.SerializeToUtf8Bytes(request), WebSocketMessageType.Text, true, default)
            .GetAwaiter()
            .GetResult();
        while (true)
            if (Receive() is var answer && (int?)answer["id"] == lastId)
                return answer["result"]?.AsObject() ?? throw new InvalidOperationException(answer.ToJsonString());
    }

    private JsonNode Receive()
    {
        using var message = new MemoryStream();
        var buffer = new byte[65536];
        while (true)
        {
            var part = socket.ReceiveAsync(buffer, default).GetAwaiter().GetResult();
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return JsonNode.Parse(message.ToArray())!;
        }
    }
}
