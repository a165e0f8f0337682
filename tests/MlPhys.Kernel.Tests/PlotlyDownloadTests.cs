namespace MlPhys.Kernel.Tests;

/// <summary>How build/figures.sh gets plotly.js, with an npm that answers what the test wants.</summary>
public sealed class PlotlyDownloadTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private ChildProcess Fetch(string npm) =>
        ChildProcess.Run(
            "bash",
            "-euc",
            $$"""
            source '{{Repository.Root}}/build/figures.sh'
            npm() { {{npm}}; }
            plotly_sha256[cartesian]=$(printf good | sha256sum | cut -d' ' -f1)
            export MLPHYS_CACHE='{{folder.File("cache")}}'
            fetch_plotly cartesian '{{folder.File("plotly.min.js")}}'
            """
        );

    private static string Packing(string content) =>
        $"mkdir package; printf '{content}' > package/plotly-cartesian.min.js; tar -czf p.tgz package";

    [Fact]
    public void It_is_fetched_once_and_then_taken_from_the_cache()
    {
        Assert.Equal(0, Fetch(Packing("good")).ExitCode);
        File.Delete(folder.File("plotly.min.js"));
        Assert.Equal(0, Fetch("return 1").ExitCode);
        Assert.Equal("good", File.ReadAllText(folder.File("plotly.min.js")));
    }

    [Theory]
    [InlineData("return 1")]
    [InlineData("mkdir package; printf evil > package/plotly-cartesian.min.js; tar -czf p.tgz package")]
    [InlineData("echo broken > p.tgz")]
    public void A_failed_or_foreign_download_is_refused_and_leaves_nothing(string npm)
    {
        Assert.NotEqual(0, Fetch(npm).ExitCode);
        Assert.False(File.Exists(folder.File("plotly.min.js")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.File("cache/plotly")));
    }

    [Fact]
    public void A_damaged_copy_in_the_cache_is_replaced()
    {
        Assert.Equal(0, Fetch(Packing("good")).ExitCode);
        var cached = Directory.EnumerateFiles(folder.File("cache/plotly")).Single();
        File.WriteAllText(cached, "damaged");
        Assert.Equal(0, Fetch(Packing("good")).ExitCode);
        Assert.Equal("good", File.ReadAllText(cached));
    }
}
