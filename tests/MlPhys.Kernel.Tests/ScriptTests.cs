namespace MlPhys.Kernel.Tests;

/// <summary>MlPhys.fsx under F# Interactive, in a folder laid out like the repository.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ScriptTests()
    {
        foreach (var script in new[] { "MlPhys.fsx", "src/MlPhys.Core/MlPhys.fsx" })
            folder.Write(script, File.ReadAllText(Path.Combine(Repository.Root, script)));
    }

    public void Dispose() => folder.Dispose();

    private void Build(string configuration)
    {
        var target = Directory.CreateDirectory(folder.File($"src/MlPhys.Core/bin/{configuration}/net10.0")).FullName;
        foreach (var assembly in new[] { "MlPhys.Core.dll", "MlPhys.Torch.dll" })
            File.Copy(Path.Combine(AppContext.BaseDirectory, assembly), Path.Combine(target, assembly));
    }

    private ChildProcess Fsi(string script) =>
        ChildProcess.Run("dotnet", "fsi", folder.Write("notebooks/n.fsx", "#load \"../MlPhys.fsx\"\n" + script));

    [Theory]
    [InlineData("Release", "Release")]
    [InlineData("Debug", "Debug")]
    [InlineData("Release Debug", "Release")]
    public void It_takes_the_build_that_is_there_release_first(string builds, string expected)
    {
        foreach (var build in builds.Split(' '))
            Build(build);
        var run = Fsi("printfn \"%s\" typeof<MlPhys.Figures.Figure>.Assembly.Location\ndisplay 42");
        var location = folder.File($"src/MlPhys.Core/bin/{expected}/net10.0/MlPhys.Core.dll");
        Assert.Equal((0, $"{location}\n42\n", ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public void Without_a_build_it_says_what_to_do()
    {
        var run = Fsi("display 42");
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("MlPhys is not built yet - run dotnet build", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_notebook_with_one_of_everything_runs_as_it_stands()
    {
        Build("Debug");
        var notebook = File.ReadAllText(Repository.DecayNotebook);
        var run = Fsi(notebook.Replace("#load \"../../../../MlPhys.fsx\"", "", StringComparison.Ordinal));
        Assert.Equal((0, "half-life 1.386 s\ndrawing...\ndrawn\n"), (run.ExitCode, run.Output));
    }
}
