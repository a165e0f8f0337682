using TorchSharp;
using Xunit.Abstractions;

namespace MlPhys.Torch.Tests.Threads;

[Collection(nameof(Memory.WholeProcess))]
public class ThreadsTests(ITestOutputHelper output)
{
    [Fact]
    public void One_setting_governs_libtorch_and_its_blas()
    {
        var before = torch.threads.Count;
        torch.threads.Count = 2;
        Assert.Equal(2, torch.get_num_threads());
        Assert.True(torch.threads.BlasCount is null or 2);
        torch.set_num_threads(1);
        Assert.Equal(1, torch.threads.Count);
        Assert.True(torch.threads.BlasCount is null or 1);
        torch.threads.Count = before;
        Assert.Throws<ArgumentOutOfRangeException>(() => torch.threads.Count = 0);
    }

    [Fact]
    public void Matrix_products_run_on_a_fast_blas()
    {
        output.WriteLine(torch.threads.Blas);
        Assert.NotEqual("reference BLAS", torch.threads.Blas);
    }

    [Fact]
    public void Grad_mode_and_scopes_belong_to_their_thread()
    {
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var elsewhere = (false, false);
        var thread = new Thread(() => elsewhere = (torch.is_grad_enabled(), torch.CurrentDisposeScope is null));
        thread.Start();
        thread.Join();
        Assert.Equal((true, true), elsewhere);
        Assert.False(torch.is_grad_enabled());
    }
}
