using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MlPhys.Kernel.Zmtp;

namespace MlPhys.Kernel.Protocol;

/// <summary>The five sockets of a kernel, bound from construction on; heartbeats are answered at once.</summary>
internal sealed class KernelSockets : IDisposable
{
    private readonly MessageCodec codec;
    private readonly ZmtpListener shell;
    private readonly ZmtpListener control;
    private readonly ZmtpListener input;
    private readonly ZmtpListener heartbeat;
    private readonly ZmtpPublisher publisher;

    /// <summary>Binds the sockets.</summary>
    /// <param name="connection">Address, ports and key.</param>
    /// <param name="onShell">Takes requests of the shell channel; called from the pump of the connection.</param>
    /// <param name="onControl">Takes requests of the control channel, which has pumps of its own.</param>
    public KernelSockets(ConnectionFile connection, Action<Request> onShell, Action<Request> onControl)
    {
        codec = new MessageCodec(new MessageSigner(connection.Key));
        heartbeat = Listen(connection.HeartbeatPort, SocketType.Reply, (peer, frames) => peer.Send(frames));
        publisher = new ZmtpPublisher(new IPEndPoint(connection.Address, connection.PublishPort));
        input = Listen(connection.InputPort, SocketType.Router, (_, _) => { });
        control = Listen(connection.ControlPort, SocketType.Router, Decoded(onControl));
        shell = Listen(connection.ShellPort, SocketType.Router, Decoded(onShell));

        ZmtpListener Listen(int port, SocketType type, Action<ZmtpPeer, byte[][]> received) =>
            new(new IPEndPoint(connection.Address, port), type, received);
    }

    /// <summary>The connection with the ports that were bound in truth.</summary>
    public ConnectionFile Bound(ConnectionFile asked) =>
        asked with
        {
            ShellPort = shell.Port,
            ControlPort = control.Port,
            PublishPort = publisher.Port,
            InputPort = input.Port,
            HeartbeatPort = heartbeat.Port,
        };

    /// <summary>Answers a request; the reply's type is the request's with _reply for _request.</summary>
    public void Reply(Request request, JsonObject content) =>
        request.Peer.Send(
            codec.Encode(
                request.Message.Identities,
                request.Message.Type.Replace("_request", "_reply", StringComparison.Ordinal),
                request.Message.Header,
                content
            )
        );

    /// <summary>Tells all front ends.</summary>
    public void Publish(string type, ReadOnlyMemory<byte> parentHeader, JsonObject content) =>
        publisher.Publish(codec.Encode([Encoding.UTF8.GetBytes(type)], type, parentHeader, content));

    /// <summary>Lets what is queued go out.</summary>
    public void Flush()
    {
        publisher.Flush();
        shell.Flush();
        control.Flush();
    }

    public void Dispose()
    {
        shell.Dispose();
        control.Dispose();
        input.Dispose();
        heartbeat.Dispose();
        publisher.Dispose();
    }

    private Action<ZmtpPeer, byte[][]> Decoded(Action<Request> handle) =>
        (peer, frames) =>
        {
            if (codec.Decode(frames) is { } message)
                handle(new Request(message, peer));
        };
}
