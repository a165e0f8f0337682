using FsCheck;
using FsCheck.Fluent;
using MlPhys.Kernel.Zmtp;

namespace MlPhys.Kernel.Tests.Zmtp;

public class FrameTests
{
    private static async Task<byte[][]> Read(byte[] bytes)
    {
        using var reader = new FrameReader(new MemoryStream(bytes));
        return await reader.ReadMessageAsync(CancellationToken.None);
    }

    [Fact]
    public void A_message_reads_back_as_written()
    {
        var length = Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(250, 260), Gen.Choose(65_530, 65_550));
        var frame = length.Select(size => Enumerable.Range(0, size).Select(i => (byte)(i * 31)).ToArray());
        Prop.ForAll(
                Gen.NonEmptyListOf(frame).ToArbitrary(),
                frames => Assert.Equal(frames, Read(FrameWriter.Message([.. frames])).Result)
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Commands_between_messages_are_passed_over() =>
        Assert.Equal(
            ["hi"u8.ToArray()],
            await Read([.. FrameWriter.Command("\u0004PING"u8.ToArray()), .. FrameWriter.Message(["hi"u8.ToArray()])])
        );

    [Theory]
    [InlineData(new byte[] { 8, 0 })]
    [InlineData(new byte[] { 5, 0 })]
    [InlineData(new byte[] { 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 4, 0, 0, 1 })]
    public async Task A_frame_that_is_not_lawful_is_refused(byte[] bytes) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => Read(bytes));

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0, 5, 1, 2 })]
    [InlineData(new byte[] { 1, 1, 7 })]
    public async Task A_message_that_breaks_off_is_no_message(byte[] bytes) =>
        await Assert.ThrowsAsync<EndOfStreamException>(() => Read(bytes));

    [Fact]
    public async Task A_message_of_endless_frames_is_refused() =>
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            Read([.. Enumerable.Repeat<byte[]>([1, 0], 2000).SelectMany(f => f)])
        );

    [Fact]
    public void A_length_alone_takes_no_memory()
    {
        byte[] claims = [2, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF];
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.Throws<AggregateException>(() => Read(claims).Result);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 4 << 20);
    }

    [Fact]
    public void Greeting_is_that_of_the_specification()
    {
        var greeting = Greeting.Write();
        Assert.Equal("FF00000000000000007F03004E554C4C", Convert.ToHexString(greeting.AsSpan(0, 16)));
        Assert.Equal(64, greeting.Length);
        Greeting.Check(greeting);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(9, 0)]
    [InlineData(10, 2)]
    [InlineData(12, (byte)'P')]
    public void Another_protocol_version_or_mechanism_is_refused(int at, byte value)
    {
        var greeting = Greeting.Write();
        greeting[at] = value;
        Assert.Throws<InvalidDataException>(() => Greeting.Check(greeting));
    }

    [Fact]
    public void Only_peers_of_a_fitting_kind_may_connect()
    {
        var dealer = new SocketType("DEALER").Ready();
        Assert.True(SocketType.Router.Accepts(dealer));
        Assert.True(SocketType.Reply.Accepts(dealer));
        Assert.False(SocketType.Publisher.Accepts(dealer));
        Assert.False(SocketType.Router.Accepts(dealer[..27]));
        Assert.False(SocketType.Router.Accepts([]));
    }
}
