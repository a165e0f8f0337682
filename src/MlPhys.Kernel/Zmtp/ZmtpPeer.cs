using System.Net.Sockets;
using System.Threading.Channels;

namespace MlPhys.Kernel.Zmtp;

/// <summary>One connection: messages come in by asking, and go out through a queue with a writer of its own.</summary>
internal sealed class ZmtpPeer : IDisposable
{
    private const int LongestQueue = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket socket;
    private readonly NetworkStream stream;
    private readonly FrameReader reader;
    private readonly CancellationTokenSource closed = new();
    private readonly Channel<byte[]> queue = Channel.CreateBounded<byte[]>(LongestQueue);
    private int isDisposed;

    public ZmtpPeer(Socket socket)
    {
        socket.NoDelay = true;
        this.socket = socket;
        stream = new NetworkStream(socket, ownsSocket: true);
        reader = new FrameReader(stream);
    }

    /// <summary>Greets and exchanges READY commands.</summary>
    /// <exception cref="InvalidDataException">The peer speaks otherwise, or may not connect to this socket.</exception>
    public async Task HandshakeAsync(SocketType type)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(closed.Token);
        limit.CancelAfter(Patience);
        await stream.WriteAsync(Greeting.Write(), limit.Token);
        await reader.ReadGreetingAsync(limit.Token);
        await stream.WriteAsync(FrameWriter.Command(type.Ready()), limit.Token);
        if (!type.Accepts(await reader.ReadCommandAsync(limit.Token)))
            throw new InvalidDataException($"the peer may not connect to a {type.Name} socket");
    }

    public ValueTask<byte[][]> ReceiveAsync() => reader.ReadMessageAsync(closed.Token);

    /// <summary>Queues a message; waits where the peer is slow, and gives it up where it takes nothing for ten seconds.</summary>
    public void Send(IReadOnlyList<byte[]> frames)
    {
        var message = FrameWriter.Message(frames);
        while (!queue.Writer.TryWrite(message))
        {
            var space = queue.Writer.WaitToWriteAsync(closed.Token).AsTask();
            if (space.IsCanceled || !WaitsWell(space))
            {
                Dispose();
                return;
            }
        }
    }

    /// <summary>Sends what is queued until the peer is closed or the queue completed.</summary>
    public async Task WriteQueueAsync()
    {
        try
        {
            await foreach (var message in queue.Reader.ReadAllAsync(closed.Token))
                await stream.WriteAsync(message, closed.Token);
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or ObjectDisposedException)
        {
            Dispose();
        }
    }

    /// <summary>Takes no more messages; what is queued still goes out.</summary>
    public void Complete() => queue.Writer.TryComplete();

    /// <summary>Closes the connection; its reader, its writer and its listener may all come at once.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 1)
            return;
        Complete();
        closed.Cancel();
        reader.Dispose();
        stream.Dispose();
        socket.Dispose();
    }

    private static bool WaitsWell(Task<bool> space)
    {
        try
        {
            return space.Wait(Patience) && space.Result;
        }
        catch (AggregateException)
        {
            return false;
        }
    }
}
