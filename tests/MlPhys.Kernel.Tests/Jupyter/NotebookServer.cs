using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MlPhys.Kernel.Tests.Jupyter;

/// <summary>Classic Jupyter Notebook over a folder laid out like the repository, with our kernel under both names.</summary>
public sealed class NotebookServer : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    public NotebookServer()
    {
        Check(ChildProcess.Mlphys("kernel", "install", "--prefix", folder.Path, "--alias", ".net-fsharp"));
        foreach (var file in new[] { "MlPhys.fsx", "data/puromycin.csv", "notebooks/01-first-law.ipynb" })
            folder.Write("work/" + file, File.ReadAllText(Path.Combine(Repository.Root, file)));
        Check(
            ChildProcess.Run(
                "bash",
                "-euc",
                $"cd '{Repository.Root}'; source build/figures.sh; fetch_plotly cartesian '{folder.File("plotly.js")}'"
            )
        );
        var port = FreePort();
        Address = $"http://127.0.0.1:{port}";
        string[] arguments =
        [
            "-m",
            "notebook",
            "--no-browser",
            "--allow-root",
            $"--port={port}",
            "--ip=127.0.0.1",
            "--NotebookApp.token=",
            "--NotebookApp.password=",
            $"--notebook-dir={folder.File("work")}",
        ];
        var start = new ProcessStartInfo("/usr/bin/python3", arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (
            var (name, place) in new[] { ("PATH", "share/jupyter"), ("RUNTIME_DIR", "run"), ("CONFIG_DIR", "etc") }
        )
            start.Environment[$"JUPYTER_{name}"] = folder.File(place);
        start.Environment["MLPHYS_FAST"] = "1";
        process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        WaitUntilItAnswers();
    }

    public string Address { get; }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        folder.Dispose();
    }

    private static void Check(ChildProcess ended) => Assert.True(ended.ExitCode == 0, ended.Output + ended.Errors);

    private void WaitUntilItAnswers()
    {
        using var client = new HttpClient();
        for (var clock = Stopwatch.StartNew(); ; Thread.Sleep(100))
            try
            {
                using var answer = client.GetAsync(new Uri(Address + "/api")).GetAwaiter().GetResult();
                return;
            }
            catch (HttpRequestException) when (clock.Elapsed < TimeSpan.FromSeconds(60) && !process.HasExited) { }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
