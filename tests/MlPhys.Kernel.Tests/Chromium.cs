using System.Net;
using System.Text.RegularExpressions;

namespace MlPhys.Kernel.Tests;

/// <summary>A browser without a window and without a network.</summary>
internal static partial class Chromium
{
    /// <summary>Opens a file, waits until its scripts have run, and gives the value that they left in the title.</summary>
    public static string TitleOf(string path)
    {
        using var profile = new TemporaryFolder();
        var page = ChildProcess.Run(
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
            $"--user-data-dir={profile.Path}",
            "--virtual-time-budget=5000",
            "--dump-dom",
            new Uri(path).AbsoluteUri
        );
        return WebUtility.HtmlDecode(Title().Match(page.Output).Groups["title"].Value);
    }

    [GeneratedRegex("<title>(?<title>.*?)</title>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Title();
}
