namespace MlPhys.Kernel.Tests.Packages;

/// <summary>The packages of this checkout under a version of their own, in a folder that serves as feed.</summary>
/// <remarks>Built in a configuration of its own: other tests run scripts on the Release build meanwhile.</remarks>
public sealed class PackageFixture : IDisposable
{
    private static readonly string[] Libraries = ["MlPhys.Torch", "MlPhys.Core", "MlPhys.Interactive"];
    private readonly TemporaryFolder folder = new();

    public PackageFixture()
    {
        foreach (var library in Libraries)
            Pack(library);
        Pack("MlPhys.Kernel", "-p:PackTool=true");
    }

    public string Version { get; } = $"0.0.0-test{Guid.NewGuid():N}";

    public string Feed => folder.File("feed");

    /// <summary>Lines of a script that reference MlPhys from the feed.</summary>
    public string Reference => $"#i \"nuget: {Feed}\"\n#r \"nuget: MlPhys, {Version}\"\n";

    public string Write(string name, string content) => folder.Write(name, content);

    public string File(string name) => folder.File(name);

    /// <summary>Forgets the packages, in the user's cache too.</summary>
    public void Dispose()
    {
        folder.Dispose();
        var cache =
            Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");
        foreach (var package in Directory.EnumerateDirectories(cache, "mlphys*"))
            if (Path.Combine(package, Version) is var copy && Directory.Exists(copy))
                Directory.Delete(copy, recursive: true);
    }

    private void Pack(string project, params string[] settings)
    {
        var path = Path.Combine(Repository.Root, "src", project);
        var run = ChildProcess.Run(
            "dotnet",
            [
                .. new[] { "pack", path, "-c", "Packed", "-v", "quiet", "--nologo", "-o", Feed },
                $"-p:Version={Version}",
                "-p:Optimize=true",
                "-p:RunAnalyzers=false",
                .. settings,
            ]
        );
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
    }
}
