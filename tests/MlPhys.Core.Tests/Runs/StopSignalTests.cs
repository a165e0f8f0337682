using System.Diagnostics;
using MlPhys.Runs;

namespace MlPhys.Core.Tests.Runs;

public class StopSignalTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public void The_first_signal_cancels_and_the_run_ends_in_its_own_way(string signal)
    {
        using var child = ChildProcess.Start("wait-for-stop");
        Assert.Equal("listening", child.Output.ReadLine());
        using (var kill = Process.Start("kill", [$"-{signal}", $"{child.Id}"]))
            kill.WaitForExit();
        var (exitCode, output, errors) = child.Finish();
        Assert.True(exitCode == 7, output + errors);
        Assert.Equal("stopped in order\n", output);
    }

    [Fact]
    public void Without_a_signal_nothing_is_cancelled()
    {
        using var stop = StopSignal.Listen();
        Assert.False(stop.Token.IsCancellationRequested);
    }
}
