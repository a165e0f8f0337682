using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MlPhys.Kernel.Tests.Sweeps;

/// <summary>A SLURM cluster of this machine alone, from its start to its end.</summary>
public sealed class TestCluster : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TestCluster()
    {
        if (new SlurmFactAttribute().Skip is not null)
            return;
        var started = Script("start", folder.Path, FreePort().ToString(CultureInfo.InvariantCulture));
        if (started.ExitCode != 0)
            throw new InvalidOperationException(started.Output + started.Errors);
        Environment.SetEnvironmentVariable("SLURM_CONF", folder.File("slurm.conf"));
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("SLURM_CONF", null);
        if (File.Exists(folder.File("slurm.conf")))
            Script("stop", folder.Path);
        folder.Dispose();
    }

    private static ChildProcess Script(params string[] arguments) =>
        ChildProcess.Run(
            "/bin/bash",
            [Path.Combine(Repository.Root, "tests/MlPhys.Kernel.Tests/Sweeps/cluster.sh"), .. arguments]
        );

    /// <summary>A port with a free one behind it, as far as one can tell.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
