using System.Net;
using MlPhys.Kernel.Protocol;

namespace MlPhys.Kernel.Tests.Protocol;

public sealed class ConnectionFileTests : IDisposable
{
    private const string Good =
        """{"transport":"tcp","ip":"127.0.0.1","shell_port":1,"control_port":2,"iopub_port":3,"stdin_port":4,"hb_port":5,"key":"k","signature_scheme":"hmac-sha256"}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private ConnectionFile Read(string json) => ConnectionFile.Read(folder.Write("c.json", json));

    [Fact]
    public void It_holds_address_ports_and_key()
    {
        var file = Read(Good);
        Assert.Equal(IPAddress.Loopback, file.Address);
        Assert.Equal(
            (1, 2, 3, 4, 5),
            (file.ShellPort, file.ControlPort, file.PublishPort, file.InputPort, file.HeartbeatPort)
        );
        Assert.Equal("k"u8.ToArray(), file.Key);
    }

    [Theory]
    [InlineData("\"127.0.0.1\"", "\"0.0.0.0\"", "ip is '0.0.0.0', expected a loopback address")]
    [InlineData("\"127.0.0.1\"", "7", "ip is ''")]
    [InlineData("\"tcp\"", "\"ipc\"", "transport is 'ipc', expected \"tcp\"")]
    [InlineData("hmac-sha256", "hmac-md5", "signature_scheme is 'hmac-md5'")]
    [InlineData("\"hb_port\":5", "\"hb_port\":70000", "hb_port is '70000', expected a port number")]
    [InlineData("\"hb_port\":5,", "", "hb_port is 'nothing'")]
    [InlineData("{", "", "is not JSON")]
    public void What_it_cannot_serve_is_refused_with_what_was_found(string part, string other, string expected)
    {
        var refusal = Assert.Throws<FormatException>(() => Read(Good.Replace(part, other, StringComparison.Ordinal)));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("c.json", refusal.Message, StringComparison.Ordinal);
    }
}
