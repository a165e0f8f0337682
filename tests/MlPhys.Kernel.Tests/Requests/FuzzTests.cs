using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using MlPhys.Kernel.Protocol;
using MlPhys.Kernel.Requests;
using MlPhys.Kernel.Zmtp;

namespace MlPhys.Kernel.Tests.Requests;

/// <summary>Ten thousand damaged frames and messages: the kernel lives, answers, and keeps no memory of them.</summary>
[Collection(nameof(WholeProcess))]
public sealed class FuzzTests : IDisposable
{
    private const int Rounds = 5000;
    private static readonly byte[] Key = "fuzz"u8.ToArray();

    private readonly JupyterKernel kernel = new(
        new ConnectionFile(IPAddress.Loopback, 0, 0, 0, 0, 0, Key),
        _ => new FakeSession()
    );
    private readonly Thread thread;
    private readonly Random random = new(20260);

    public FuzzTests()
    {
        thread = new Thread(kernel.Run);
        thread.Start();
    }

    public void Dispose()
    {
        kernel.Stop();
        thread.Join();
        kernel.Dispose();
    }

    [Fact]
    public async Task Damaged_bytes_on_the_wire_end_their_own_connection_alone()
    {
        int[] ports =
        [
            kernel.Connection.ShellPort,
            kernel.Connection.ControlPort,
            kernel.Connection.PublishPort,
            kernel.Connection.InputPort,
            kernel.Connection.HeartbeatPort,
        ];
        byte[] good =
        [
            .. Greeting.Write(),
            .. FrameWriter.Command(new MlPhys.Kernel.Zmtp.SocketType("DEALER").Ready()),
            .. FrameWriter.Message(Request("execute_request", new JsonObject { ["code"] = "1" })),
        ];
        var flat = await MemoryGrowth(async round =>
        {
            var port = ports[round % ports.Length];
            using var socket = new Socket(System.Net.Sockets.SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, port);
            try
            {
                await socket.SendAsync(Mutated(good));
            }
            catch (SocketException)
            {
                // The kernel hung up first.
            }
        });
        Assert.InRange(flat, long.MinValue, 32 << 20);
        await Answers();
    }

    [Fact]
    public async Task Signed_messages_without_sense_are_dropped_or_answered()
    {
        using var client = await Client.ConnectAsync(kernel.Connection.ShellPort);
        var replies = client.DropRepliesAsync();
        string[] types =
        [
            "execute_request",
            "complete_request",
            "inspect_request",
            "is_complete_request",
            "history_request",
            "comm_info_request",
            "kernel_info_request",
            "comm_open",
            "input_reply",
            "nonsense",
        ];
        var flat = await MemoryGrowth(async round =>
            await client.SendAsync(Damaged(Request(types[round % types.Length], Content())))
        );
        Assert.InRange(flat, long.MinValue, 32 << 20);
        Assert.False(replies.IsCompleted);
        await Answers();
    }

    private static async Task<long> MemoryGrowth(Func<int, Task> round)
    {
        for (var warm = 0; warm < Rounds / 5; warm++)
            await round(warm);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var at = 0; at < Rounds; at++)
            await round(at);
        return GC.GetTotalMemory(forceFullCollection: true) - before;
    }

    /// <summary>A new front end gets its answer.</summary>
    private async Task Answers()
    {
        using var client = await Client.ConnectAsync(kernel.Connection.ShellPort);
        await client.SendAsync(Request("kernel_info_request", []));
        var reply = new MessageCodec(new MessageSigner(Key)).Decode(await client.ReceiveAsync());
        Assert.Equal("kernel_info_reply", reply!.Type);
    }

    private static byte[][] Request(string type, JsonObject content) =>
        new MessageCodec(new MessageSigner(Key)).Encode([], type, "{}"u8.ToArray(), content);

    private JsonObject Content()
    {
        string[] fields =
        [
            "code",
            "cursor_pos",
            "silent",
            "hist_access_type",
            "n",
            "pattern",
            "user_expressions",
            "restart",
        ];
        var content = new JsonObject();
        foreach (var field in fields)
            content[field] = random.Next(8) switch
            {
                0 => "#!" + (char)random.Next(0xD000),
                1 => random.Next(int.MinValue, int.MaxValue),
                2 => random.NextDouble() * 1e300,
                3 => true,
                4 => new JsonArray(1, null),
                5 => new JsonObject { ["x"] = 1 },
                6 => "#!import \0",
                _ => null,
            };
        return content;
    }

    /// <summary>Sometimes a frame lost, doubled, or of other bytes; else as it is.</summary>
    private byte[][] Damaged(byte[][] frames)
    {
        var at = random.Next(frames.Length);
        return random.Next(5) switch
        {
            0 => [.. frames[..at], .. frames[(at + 1)..]],
            1 => [.. frames[..at], frames[at], .. frames[at..]],
            2 => [.. frames[..at], Mutated(frames[at]), .. frames[(at + 1)..]],
            _ => frames,
        };
    }

    private byte[] Mutated(byte[] bytes)
    {
        var changed = bytes.ToArray();
        for (var changes = random.Next(1, 4); changes > 0 && changed.Length > 0; changes--)
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
        return changed[..random.Next(changed.Length + 1)];
    }
}
