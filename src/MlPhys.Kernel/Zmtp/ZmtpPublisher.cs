using System.Collections.Concurrent;
using System.Net;

namespace MlPhys.Kernel.Zmtp;

/// <summary>A publishing socket: each message goes to the peers that subscribed to the beginning of its first frame.</summary>
internal sealed class ZmtpPublisher : IDisposable
{
    private const int MostSubscriptions = 64;

    private readonly ConcurrentDictionary<ZmtpPeer, HashSet<string>> subscriptions = [];
    private readonly ZmtpListener listener;

    public ZmtpPublisher(IPEndPoint endpoint) => listener = new ZmtpListener(endpoint, SocketType.Publisher, Subscribe);

    public int Port => listener.Port;

    public void Publish(IReadOnlyList<byte[]> frames)
    {
        var topic = Convert.ToHexString(frames[0]);
        foreach (var peer in listener.Peers)
            if (subscriptions.TryGetValue(peer, out var topics) && Any(topics, topic))
                peer.Send(frames);
    }

    public void Flush() => listener.Flush();

    public void Dispose() => listener.Dispose();

    /// <summary>A subscription is a message of one frame: 1 or 0 and the topic to add or drop.</summary>
    private void Subscribe(ZmtpPeer peer, byte[][] frames)
    {
        foreach (var gone in subscriptions.Keys.Except(listener.Peers))
            subscriptions.TryRemove(gone, out _);
        if (frames is not [[0 or 1, ..] frame])
            return;
        var topics = subscriptions.GetOrAdd(peer, _ => []);
        var topic = Convert.ToHexString(frame.AsSpan(1));
        lock (topics)
            if (frame[0] == 0)
                topics.Remove(topic);
            else if (topics.Count < MostSubscriptions)
                topics.Add(topic);
    }

    private static bool Any(HashSet<string> topics, string topic)
    {
        lock (topics)
            return topics.Any(t => topic.StartsWith(t, StringComparison.Ordinal));
    }
}
