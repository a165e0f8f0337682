using MlPhys.Files;

namespace MlPhys.Core.Tests.Files;

public sealed class DurableFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Replaces_the_content_and_leaves_nothing_beside_it()
    {
        var path = folder.Write("a.txt", "old");
        DurableFile.Write(path, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void Makes_the_folder() => DurableFile.Write(folder["a/b/c.txt"], stream => stream.Write("new"u8));

    [Fact]
    public void A_full_disk_is_said_and_the_old_content_kept()
    {
        var path = folder.Write("a.txt", "old");
        var error = Assert.Throws<IOException>(() =>
            DurableFile.Write(
                path,
                stream =>
                {
                    stream.Write("half"u8);
                    throw new IOException("No space left on device");
                }
            )
        );
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void An_error_of_the_writer_comes_through_as_it_is()
    {
        Assert.Throws<FormatException>(() => DurableFile.Write(folder["a.txt"], _ => throw new FormatException()));
        Assert.Empty(Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void A_folder_in_the_way_is_an_error()
    {
        Directory.CreateDirectory(folder["a.txt"]);
        Assert.ThrowsAny<Exception>(() => DurableFile.Write(folder["a.txt"], stream => stream.Write("new"u8)));
        Assert.Empty(Directory.GetFiles(folder.Root));
    }
}
