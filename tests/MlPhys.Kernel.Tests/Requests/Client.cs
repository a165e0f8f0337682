using System.Net;
using System.Net.Sockets;
using MlPhys.Kernel.Zmtp;

namespace MlPhys.Kernel.Tests.Requests;

/// <summary>A front end that speaks raw frames.</summary>
internal sealed class Client : IDisposable
{
    private readonly TcpClient tcp = new();
    private FrameReader? reader;

    public static async Task<Client> ConnectAsync(int port)
    {
        var client = new Client();
        await client.tcp.ConnectAsync(IPAddress.Loopback, port);
        var stream = client.tcp.GetStream();
        client.reader = new FrameReader(stream);
        await stream.WriteAsync(Greeting.Write());
        await client.reader.ReadGreetingAsync(CancellationToken.None);
        await stream.WriteAsync(FrameWriter.Command(new MlPhys.Kernel.Zmtp.SocketType("DEALER").Ready()));
        await client.reader.ReadCommandAsync(CancellationToken.None);
        return client;
    }

    public async Task SendAsync(byte[][] frames) => await tcp.GetStream().WriteAsync(FrameWriter.Message(frames));

    public async Task<byte[][]> ReceiveAsync() => await reader!.ReadMessageAsync(CancellationToken.None);

    /// <summary>Reads replies and forgets them until the connection ends.</summary>
    public async Task DropRepliesAsync()
    {
        try
        {
            while (true)
                await ReceiveAsync();
        }
        catch (Exception end) when (end is IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    public void Dispose()
    {
        reader?.Dispose();
        tcp.Dispose();
    }
}
