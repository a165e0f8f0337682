using System.Diagnostics;
using System.Globalization;

namespace MlPhys.Figures.Export;

/// <summary>Headless Chromium, started as a process to turn a drawing into pixels.</summary>
internal static class Chromium
{
    private const string Variable = "MLPHYS_CHROMIUM";
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The figure as a PNG of twice its size in pixels.</summary>
    public static byte[] Draw(Figure figure)
    {
        var program = Find();
        var folder = Directory.CreateTempSubdirectory("mlphys-png-").FullName;
        try
        {
            var (page, image) = (Path.Combine(folder, "figure.html"), Path.Combine(folder, "figure.png"));
            File.WriteAllText(
                page,
                $"<!doctype html><meta charset=\"utf-8\"><style>body{{margin:0}}svg{{display:block}}</style>{figure.ToSvg()}"
            );
            var complaint = Run(
                program,
                [
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--no-first-run",
                    "--hide-scrollbars",
                    "--force-device-scale-factor=2",
                    $"--user-data-dir={Path.Combine(folder, "profile")}",
                    string.Create(CultureInfo.InvariantCulture, $"--window-size={figure.Width},{figure.Height}"),
                    $"--screenshot={image}",
                    new Uri(page).AbsoluteUri,
                ]
            );
            return File.Exists(image)
                ? File.ReadAllBytes(image)
                : throw new InvalidOperationException($"{program} made no image: {complaint}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen)
            return File.Exists(chosen)
                ? chosen
                : throw new InvalidOperationException($"{Variable} names '{chosen}', which is no file");
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            Path.PathSeparator,
            StringSplitOptions.RemoveEmptyEntries
        );
        return Names
                .SelectMany(name => folders.Select(folder => Path.Combine(folder, name)))
                .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                $"PNG needs Chromium: none of {string.Join(", ", Names)} is on the PATH; install one, or name it by {Variable}, or save as .svg"
            );
    }

    private static string Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process =
            Process.Start(start) ?? throw new InvalidOperationException($"{program} could not be started");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{program} did not finish within {Patience.TotalSeconds} s");
        }
        Task.WaitAll(errors, output);
        return errors.Result.Trim();
    }
}
