using System.Text.Json.Nodes;

namespace MlPhys.Kernel.Tests.Install;

public sealed class KernelInstallTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_installs_under_a_prefix_with_an_alias_and_removes_both()
    {
        string[] where = ["--prefix", folder.Path, "--alias", ".net-fsharp"];
        Assert.Equal(0, ChildProcess.Mlphys(["kernel", "install", .. where]).ExitCode);
        foreach (var name in new[] { "mlphys-fsharp", ".net-fsharp" })
        {
            var spec = JsonNode.Parse(File.ReadAllText(folder.File($"share/jupyter/kernels/{name}/kernel.json")))!;
            Assert.Equal(("F#", "message"), ((string?)spec["language"], (string?)spec["interrupt_mode"]));
            Assert.Equal("0x8000000", (string?)spec["env"]!["DOTNET_GCgen0size"]);
            Assert.Equal("{connection_file}", (string?)spec["argv"]!.AsArray()[^1]);
            Assert.True(File.Exists((string?)spec["argv"]![0]));
        }
        Assert.Equal(0, ChildProcess.Mlphys(["kernel", "uninstall", .. where]).ExitCode);
        Assert.Empty(Directory.EnumerateDirectories(folder.File("share/jupyter/kernels")));
        Assert.Equal(1, ChildProcess.Mlphys(["kernel", "uninstall", .. where]).ExitCode);
    }

    [Fact]
    public void The_user_folder_is_that_of_jupyter()
    {
        var run = ChildProcess.Run(
            "env",
            $"JUPYTER_DATA_DIR={folder.File("data")}",
            "dotnet",
            Path.Combine(AppContext.BaseDirectory, "mlphys.dll"),
            "kernel",
            "install",
            "--user"
        );
        Assert.Equal(0, run.ExitCode);
        Assert.True(File.Exists(folder.File("data/kernels/mlphys-fsharp/kernel.json")));
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("..")]
    [InlineData("a b")]
    public void An_alias_that_is_no_name_is_refused(string alias)
    {
        var run = ChildProcess.Mlphys("kernel", "install", "--prefix", folder.Path, "--alias", alias);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains($"alias '{alias}'", run.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_connection_file_that_is_not_there_is_named() =>
        Assert.Contains(
            folder.File("none"),
            ChildProcess.Mlphys("kernel", "run", folder.File("none")).Errors,
            StringComparison.Ordinal
        );
}
