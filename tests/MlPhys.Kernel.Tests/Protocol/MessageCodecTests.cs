using System.Text;
using System.Text.Json.Nodes;
using MlPhys.Kernel.Protocol;

namespace MlPhys.Kernel.Tests.Protocol;

public class MessageCodecTests
{
    private static readonly byte[] Key = "secret"u8.ToArray();

    private readonly MessageCodec kernel = new(new MessageSigner(Key));
    private readonly MessageCodec client = new(new MessageSigner(Key));

    private byte[][] Request() =>
        client.Encode(["me"u8.ToArray()], "execute_request", "{}"u8.ToArray(), new JsonObject { ["code"] = "λ" });

    [Fact]
    public void A_message_reads_back_as_written()
    {
        var message = kernel.Decode(Request())!;
        Assert.Equal("execute_request", message.Type);
        Assert.Equal("λ", (string?)message.Content["code"]);
        Assert.Equal("me"u8.ToArray(), Assert.Single(message.Identities));
        Assert.Equal("5.3", (string?)JsonNode.Parse(message.Header.Span)!["version"]);
    }

    [Fact]
    public void A_message_is_accepted_once()
    {
        var request = Request();
        Assert.NotNull(kernel.Decode(request));
        Assert.Null(kernel.Decode(request));
    }

    [Fact]
    public void A_changed_bit_anywhere_that_is_signed_is_refused()
    {
        for (var part = 2; part < 7; part++)
        {
            var request = Request();
            request[part][0] ^= 1;
            Assert.Null(kernel.Decode(request));
        }
    }

    [Fact]
    public void Another_key_is_refused() =>
        Assert.Null(new MessageCodec(new MessageSigner("other"u8.ToArray())).Decode(Request()));

    [Fact]
    public void An_empty_key_switches_signing_off()
    {
        var open = new MessageCodec(new MessageSigner([]));
        var request = Request();
        request[2] = [];
        Assert.NotNull(open.Decode(request));
    }

    [Theory]
    [InlineData("[]", "{}")]
    [InlineData("{}", "{}")]
    [InlineData("{\"msg_type\":1}", "{}")]
    [InlineData("{\"msg_type\":\"a\"}", "[]")]
    [InlineData("{\"msg_type\":\"a\"}", "null")]
    [InlineData("{\"msg_type\":\"a\"}", "{")]
    [InlineData("{\"msg_type\":\"\\ud800\"}", "{}")]
    [InlineData("{\"msg_type\":\"a\",\"msg_type\":\"b\"}", "{}")]
    public void A_signed_message_that_makes_no_sense_is_dropped(string header, string content)
    {
        byte[][] parts = [.. new[] { header, "{}", "{}", content }.Select(Encoding.UTF8.GetBytes)];
        Assert.Null(kernel.Decode([Encoding.UTF8.GetBytes("<IDS|MSG>"), new MessageSigner(Key).Sign(parts), .. parts]));
    }

    [Fact]
    public void Too_few_frames_are_dropped()
    {
        var request = Request();
        for (var count = 0; count < request.Length; count++)
            Assert.Null(kernel.Decode(request[..count]));
    }
}
