using MlPhys.Data;

namespace MlPhys.Core.Tests.Data;

public sealed class IdxTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Bytes_are_read_with_their_extents()
    {
        var array = Idx.Read(folder.Write("a.idx", [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255]));
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 255], array.As<byte>());
    }

    [Fact]
    public void Numbers_have_the_most_significant_byte_first()
    {
        Assert.Equal([-2], Idx.Read(folder.Write("a.idx", [0, 0, 0x0B, 1, 0, 0, 0, 1, 0xFF, 0xFE])).As<short>());
        Assert.Equal([258], Idx.Read(folder.Write("a.idx", [0, 0, 0x0C, 1, 0, 0, 0, 1, 0, 0, 1, 2])).As<int>());
        Assert.Equal([1f], Idx.Read(folder.Write("a.idx", [0, 0, 0x0D, 1, 0, 0, 0, 1, 0x3F, 0x80, 0, 0])).As<float>());
        Assert.Equal(
            [-2.0],
            Idx.Read(folder.Write("a.idx", [0, 0, 0x0E, 1, 0, 0, 0, 1, 0xC0, 0, 0, 0, 0, 0, 0, 0])).As<double>()
        );
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("0000", "truncated within the magic number")]
    [InlineData("1F8B0801", "wrong magic number 1F8B0801")]
    [InlineData("00000701", "wrong magic number 00000701")]
    [InlineData("00000803000000", "truncated within the 3 extents")]
    [InlineData("0000080100000003FF", "needs 3 bytes of data, found 1")]
    [InlineData("0000080100000001FFFF", "needs 1 bytes of data, found 2")]
    [InlineData("00000801FFFFFFFF", "beyond reason")]
    public void What_is_no_IDX_file_is_said(string bytes, string said)
    {
        var path = folder.Write("a.idx", Convert.FromHexString(bytes));
        var error = Assert.Throws<InvalidDataException>(() => Idx.Read(path));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }
}
