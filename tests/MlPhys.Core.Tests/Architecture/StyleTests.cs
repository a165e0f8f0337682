using System.Diagnostics;

namespace MlPhys.Core.Tests.Architecture;

/// <summary>Holds the sources to the formatters: csharpier for C#, Fantomas for F#.</summary>
public class StyleTests
{
    [Theory]
    [InlineData("csharpier check .")]
    [InlineData("fantomas --check .")]
    public async Task Sources_are_formatted(string command)
    {
        var start = new ProcessStartInfo("dotnet", command)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
    }
}
