using System.Net;
using MlPhys.Kernel.Protocol;
using MlPhys.Kernel.Requests;

namespace MlPhys.Kernel.Tests.Requests;

/// <summary>What the kernel does while the user is still typing.</summary>
public sealed class FirstPauseTests : IDisposable
{
    private readonly FakeSession session = new();
    private readonly JupyterKernel kernel;

    public FirstPauseTests() =>
        kernel = new JupyterKernel(
            new ConnectionFile(IPAddress.Loopback, 0, 0, 0, 0, 0, "key"u8.ToArray()),
            _ => session
        );

    public void Dispose()
    {
        kernel.Dispose();
        session.Dispose();
    }

    [Fact]
    public void The_name_service_is_warmed_before_the_first_completion()
    {
        var thread = new Thread(kernel.Run);
        thread.Start();
        Assert.True(session.Asked.Wait(TimeSpan.FromSeconds(30)));
        kernel.Stop();
        thread.Join();
    }

    [Fact]
    public void A_kernel_that_is_stopped_at_once_warms_nothing()
    {
        kernel.Stop();
        kernel.Run();
        Assert.False(session.Asked.IsSet);
    }
}
