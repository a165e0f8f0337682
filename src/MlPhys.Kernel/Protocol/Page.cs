using System.Text.Json.Nodes;
using MlPhys.Display;
using MlPhys.Kernel.Notebooks;
using MlPhys.Kernel.Session;

namespace MlPhys.Kernel.Protocol;

/// <summary>The page in the front end: publishes what the running cell shows, in order.</summary>
internal sealed class Page : ICellOutputs, IDisposable
{
    private readonly Action<string, ReadOnlyMemory<byte>, JsonObject> publish;
    private readonly StreamBuffer streams;
    private ReadOnlyMemory<byte> parentHeader = "{}"u8.ToArray();

    /// <summary>A page that publishes by (message type, parent header, content).</summary>
    public Page(Action<string, ReadOnlyMemory<byte>, JsonObject> publish)
    {
        this.publish = publish;
        streams = new StreamBuffer(
            (stream, text) => Publish("stream", new JsonObject { ["name"] = stream, ["text"] = text })
        );
    }

    /// <summary>From now on outputs belong to the request with this header.</summary>
    public void BeginCell(ReadOnlyMemory<byte> header)
    {
        streams.Flush();
        parentHeader = header;
    }

    public void Write(string stream, string text) => streams.Write(stream, text);

    public void Show(string id, DisplayBundle content) => Publish("display_data", id, content);

    public void Update(string id, DisplayBundle content) => Publish("update_display_data", id, content);

    public void Clear(bool wait) => InOrder("clear_output", new JsonObject { ["wait"] = wait });

    /// <summary>Publishes the value of a cell.</summary>
    public void Result(DisplayBundle content, int executionCount) =>
        InOrder(
            "execute_result",
            new JsonObject
            {
                ["execution_count"] = executionCount,
                ["data"] = MimeJson.Of(content, text => text),
                ["metadata"] = new JsonObject(),
            }
        );

    /// <summary>Publishes a message of the running cell after the text written before it.</summary>
    public void InOrder(string type, JsonObject content)
    {
        streams.Flush();
        Publish(type, content);
    }

    /// <summary>Sends the text that still waits.</summary>
    public void Flush() => streams.Flush();

    public void Dispose() => streams.Dispose();

    private void Publish(string type, string id, DisplayBundle content) =>
        InOrder(
            type,
            new JsonObject
            {
                ["data"] = MimeJson.Of(content, text => text),
                ["metadata"] = new JsonObject(),
                ["transient"] = new JsonObject { ["display_id"] = id },
            }
        );

    private void Publish(string type, JsonObject content) => publish(type, parentHeader, content);
}
