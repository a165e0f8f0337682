using System.Diagnostics;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace MlPhys.Torch.Tests.Memory;

/// <summary>Measures the process, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public class WholeProcess;

[Collection(nameof(WholeProcess))]
public class MemoryTests(ITestOutputHelper output)
{
    [Fact]
    public void Training_without_a_single_using_stays_within_its_memory()
    {
        var x = torch.randn(16, 4);
        var y = x.sum(1, keepdim: true).tanh();
        Tensor[] weights = [torch.randn(4, 16) / 2, torch.zeros(16), torch.randn(16, 1) / 4];
        foreach (var weight in weights)
            weight.requires_grad_();
        var early = 0L;
        var first = Step();
        for (var step = 1; step <= 100_000; step++)
        {
            Step();
            if (step == 1_000)
                early = Resident();
        }
        var late = Resident();
        output.WriteLine($"{early >> 20} MiB after 1,000 steps, {late >> 20} MiB after 100,000");
        Assert.True(late < 1.3 * early, $"{early >> 20} MiB after 1,000 steps, {late >> 20} MiB after 100,000");
        Assert.True(Step() < first / 4);

        double Step()
        {
            var hidden = torch.addmm(weights[1], x, weights[0]).tanh();
            var loss = (hidden.matmul(weights[2]) - y).square().mean();
            var gradients = autograd.grad([loss], weights);
            using var unrecorded = no_grad();
            for (var i = 0; i < weights.Length; i++)
                weights[i].sub_(gradients[i] * 0.05);
            return loss.item<float>();
        }
    }

    [Fact]
    public void A_million_small_operations_in_scopes_leave_nothing_behind()
    {
        var x = torch.randn(8);
        // The first million also settles what the garbage collector and the compiler keep of the tests before.
        Run(1_000_000);
        var before = Settled();
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Run(1_000_000);
        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        var after = Settled();
        output.WriteLine($"{before >> 10} KiB before, {after >> 10} KiB after");
        Assert.True(after < before + (8 << 20), $"{before >> 10} KiB before, {after >> 10} KiB after");

        void Run(int operations)
        {
            for (var i = 0; i < operations; i += 4)
            {
                using var scope = NewDisposeScope();
                ((x + 1) * x).tanh().sum();
            }
        }
    }

    [Fact]
    public void Forgotten_large_tensors_are_collected_in_time()
    {
        for (var i = 0; i < 300; i++)
            torch.zeros(16, 1024, 1024);
        Assert.True(Resident() < 4L << 30, $"{Resident() >> 20} MiB resident");
    }

    /// <summary>Without what the garbage collector has not yet taken back.</summary>
    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Resident();
    }

    private static long Resident()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
