using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace MlPhys.Kernel.Zmtp;

/// <summary>A bound socket: takes connections and hands on their messages.</summary>
internal sealed class ZmtpListener : IDisposable
{
    private const int MostPeers = 256;

    private readonly TcpListener listener;
    private readonly SocketType type;
    private readonly Action<ZmtpPeer, byte[][]> received;
    private readonly ConcurrentDictionary<ZmtpPeer, Task> peers = [];

    /// <summary>Binds and listens at once.</summary>
    /// <param name="endpoint">Address and port; port 0 takes a free one.</param>
    /// <param name="type">What this socket says it is.</param>
    /// <param name="received">Called for each message; a slow call holds back its peer alone.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    public ZmtpListener(IPEndPoint endpoint, SocketType type, Action<ZmtpPeer, byte[][]> received)
    {
        this.type = type;
        this.received = received;
        listener = new TcpListener(endpoint);
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The port that is bound.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The peers connected now.</summary>
    public IEnumerable<ZmtpPeer> Peers => peers.Keys;

    /// <summary>Lets what is queued go out, for a second at most.</summary>
    public void Flush()
    {
        foreach (var peer in peers.Keys)
            peer.Complete();
        Task.WhenAll(peers.Values).Wait(TimeSpan.FromSeconds(1));
    }

    public void Dispose()
    {
        listener.Dispose();
        foreach (var peer in peers.Keys)
            peer.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync();
                var peer = new ZmtpPeer(socket);
                if (peers.Count < MostPeers && peers.TryAdd(peer, Task.CompletedTask))
                    _ = ServeAsync(peer);
                else
                    peer.Dispose();
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The listener was closed.
        }
    }

    private async Task ServeAsync(ZmtpPeer peer)
    {
        try
        {
            await peer.HandshakeAsync(type);
            peers[peer] = peer.WriteQueueAsync();
            while (true)
                received(peer, await peer.ReceiveAsync());
        }
        catch (Exception end)
            when (end
                    is IOException
                        or InvalidDataException
                        or SocketException
                        or OperationCanceledException
                        or ObjectDisposedException
            )
        {
            // A peer that leaves or speaks otherwise ends its own connection and nothing else.
        }
        finally
        {
            peers.TryRemove(peer, out _);
            peer.Dispose();
        }
    }
}
