using FsCheck;
using FsCheck.Fluent;
using MlPhys.Data;

namespace MlPhys.Core.Tests.Data;

public class PngTests
{
    /// <summary>The check value of CRC-32/ISO-HDLC in the catalogue of CRC algorithms.</summary>
    [Fact]
    public void Crc_has_its_published_check_value()
    {
        Assert.Equal(0xCBF43926u, Crc32.Append(0, "123456789"u8));
        Assert.Equal(0xCBF43926u, Crc32.Append(Crc32.Append(0, "1234"u8), "56789"u8));
    }

    [Fact]
    public void Every_filter_is_undone() =>
        Prop.ForAll<byte, byte, NonNull<byte[]>>(
                (filter, size, drawn) =>
                {
                    var (channels, width, height) = (1 + size % 4, 1 + size / 4 % 8, 6);
                    byte[] seed = [.. drawn.Get, 7];
                    byte[] pixels =
                    [
                        .. Enumerable
                            .Range(0, channels * width * height)
                            .Select(i => (byte)(seed[i % seed.Length] * (1 + i / 3))),
                    ];
                    var png = PngWriter.Write(height, width, channels, pixels, row => (row + filter) % 5);
                    var read = Png.Read(png, "test");
                    return (read.Height, read.Width, read.Channels) == (height, width, channels)
                        && read.Pixels.SequenceEqual(pixels);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_file_cut_or_damaged_anywhere_is_refused()
    {
        var png = PngWriter.Write(3, 2, 3, [.. Enumerable.Range(0, 18).Select(i => (byte)(9 * i))], row => row);
        for (var at = 0; at < png.Length; at++)
        {
            Assert.Throws<InvalidDataException>(() => Png.Read(png[..at], "test"));
            byte[] damaged = [.. png];
            damaged[at] ^= 4;
            Assert.Throws<InvalidDataException>(() => Png.Read(damaged, "test"));
        }
    }

    [Fact]
    public void An_unknown_filter_is_said()
    {
        var png = PngWriter.Write(2, 2, 1, [1, 2, 3, 4], row => row == 1 ? 9 : 0);
        var error = Assert.Throws<InvalidDataException>(() => Png.Read(png, "test"));
        Assert.Equal("test: row 1 has filter 9, expected 0 to 4", error.Message);
    }
}
