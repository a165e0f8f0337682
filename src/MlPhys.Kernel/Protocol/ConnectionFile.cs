using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlPhys.Kernel.Protocol;

/// <summary>Where a Jupyter front end wants the kernel to listen, and the key that both sign with.</summary>
internal sealed record ConnectionFile(
    IPAddress Address,
    int ShellPort,
    int ControlPort,
    int PublishPort,
    int InputPort,
    int HeartbeatPort,
    byte[] Key
)
{
    /// <summary>Reads the JSON file that a front end writes.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="FormatException">It is no connection file, or asks for what this kernel does not do.</exception>
    public static ConnectionFile Read(string path)
    {
        try
        {
            return Parse(path, JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? []);
        }
        catch (JsonException broken)
        {
            throw new FormatException($"connection file '{path}' is not JSON: {broken.Message}", broken);
        }
    }

    private static ConnectionFile Parse(string path, JsonObject json)
    {
        Expect("transport", "tcp");
        Expect("signature_scheme", "hmac-sha256");
        var address = IPAddress.TryParse(Text("ip"), out var ip) ? ip : null;
        if (address is null || !IPAddress.IsLoopback(address))
            throw Wrong(
                "ip",
                Text("ip"),
                "a loopback address, such as 127.0.0.1: this kernel serves its own machine alone"
            );
        return new ConnectionFile(
            address,
            Port("shell_port"),
            Port("control_port"),
            Port("iopub_port"),
            Port("stdin_port"),
            Port("hb_port"),
            Encoding.UTF8.GetBytes(Text("key"))
        );

        void Expect(string field, string value)
        {
            if (Text(field) != value)
                throw Wrong(field, Text(field), $"\"{value}\"");
        }

        string Text(string field) =>
            json[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

        int Port(string field) =>
            json[field] is JsonValue value
            && value.TryGetValue<int>(out var port)
            && port is >= 0 and <= IPEndPoint.MaxPort
                ? port
                : throw Wrong(field, json[field]?.ToJsonString() ?? "nothing", "a port number");

        FormatException Wrong(string field, string found, string expected) =>
            new(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"connection file '{path}': {field} is '{found}', expected {expected}"
                )
            );
    }
}
