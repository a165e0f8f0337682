using System.Security.Cryptography;
using System.Text;
using MlPhys.Data;

namespace MlPhys.Core.Tests.Data;

public sealed class DataCacheTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CachedFile file = Named("numbers.txt", "1 2 3");

    private DataCache Cache => DataCache.At(folder.Root);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Hands_out_what_was_stored()
    {
        Cache.Store(file, Writing("1 2 3"));
        Assert.True(Cache.Holds(file));
        Assert.Equal("1 2 3"u8.ToArray(), Cache.Read(file));
    }

    [Fact]
    public void What_is_not_there_is_said()
    {
        var error = Assert.Throws<FileNotFoundException>(() => Cache.Read(file));
        Assert.Contains("does not hold set/numbers.txt", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 2", "found 3 bytes, expected 5")]
    [InlineData("1 2 4", "found SHA-256 ")]
    public void A_wrong_file_is_refused_and_the_good_copy_kept(string content, string said)
    {
        var refused = Assert.Throws<InvalidDataException>(() => Cache.Store(file, Writing(content)));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Cache.PathOf(file)));
        Cache.Store(file, Writing("1 2 3"));
        Cache.Store(file, _ => throw new InvalidOperationException("a good copy is not written again"));
        Assert.Equal("1 2 3"u8.ToArray(), Cache.Read(file));
        Assert.Equal([".lock", "numbers.txt"], Directory.GetFiles(folder["set"]).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 2")]
    [InlineData("1 2 4")]
    [InlineData("1 2 3 4")]
    public void A_file_damaged_in_the_cache_is_refused_and_can_be_stored_again(string content)
    {
        Cache.Store(file, Writing("1 2 3"));
        File.WriteAllText(Cache.PathOf(file), content);
        var error = Assert.Throws<InvalidDataException>(() => Cache.Read(file));
        Assert.Contains("found", error.Message, StringComparison.Ordinal);
        Assert.Contains("expected", error.Message, StringComparison.Ordinal);
        Assert.False(Cache.Holds(file));
        Cache.Store(file, Writing("1 2 3"));
        Assert.True(Cache.Holds(file));
    }

    [Fact]
    public void Two_files_swapped_are_both_refused()
    {
        var other = Named("letters.txt", "a b c");
        Cache.Store(file, Writing("1 2 3"));
        Cache.Store(other, Writing("a b c"));
        File.Move(Cache.PathOf(file), folder["aside"]);
        File.Move(Cache.PathOf(other), Cache.PathOf(file));
        File.Move(folder["aside"], Cache.PathOf(other));
        Assert.Throws<InvalidDataException>(() => Cache.Read(file));
        Assert.Throws<InvalidDataException>(() => Cache.Read(other));
    }

    [Fact]
    public void A_failing_download_leaves_nothing()
    {
        Assert.Throws<IOException>(() =>
            Cache.Store(
                file,
                stream =>
                {
                    stream.Write("1 "u8);
                    throw new IOException("connection lost");
                }
            )
        );
        Assert.Equal([".lock"], Directory.GetFiles(folder["set"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Of_two_processes_on_one_cache_one_writes_and_both_find_the_file()
    {
        using var one = ChildProcess.Start("store", folder.Root, "700");
        using var two = ChildProcess.Start("store", folder.Root, "700");
        var (first, second) = (one.Finish(), two.Finish());
        Assert.True(first.ExitCode == 0, first.Errors);
        Assert.True(second.ExitCode == 0, second.Errors);
        Assert.Equal(["0\n", "1\n"], new[] { first.Output, second.Output }.Order());
        Assert.Equal(ChildPrograms.SharedContent(), Cache.Read(ChildPrograms.SharedFile()));
    }

    [Fact]
    public void A_process_killed_while_storing_leaves_the_cache_usable()
    {
        using (var child = ChildProcess.Start("store", folder.Root, "60000"))
        {
            while (!Directory.Exists(folder["shared"]) || Directory.GetFiles(folder["shared"]).Length < 2)
                Thread.Sleep(10);
            child.Kill();
            child.Finish();
        }
        Cache.Store(ChildPrograms.SharedFile(), stream => stream.Write(ChildPrograms.SharedContent()));
        Assert.Equal([".lock", "content.bin"], Directory.GetFiles(folder["shared"]).Select(Path.GetFileName).Order());
    }

    private static CachedFile Named(string name, string content) =>
        new("set", name, content.Length, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(content))));

    private static Action<Stream> Writing(string content) => stream => stream.Write(Encoding.ASCII.GetBytes(content));
}
