using System.Globalization;
using MlPhys.Runs;

namespace MlPhys.Core.Tests.Runs;

/// <summary>Checkpoints against real processes that die, race and run out of room.</summary>
public sealed class CheckpointCrashTests : IDisposable
{
    private const int Kills = 50;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Survives_kill_9_at_any_moment()
    {
        var path = folder["run/state.checkpoint"];
        var random = new Random(1);
        var last = 0L;
        for (var kill = 0; kill < Kills; kill++)
        {
            using (var child = ChildProcess.Start("save-forever", path))
            {
                var first = long.Parse(child.Output.ReadLine()!, CultureInfo.InvariantCulture);
                Assert.True(first > last, $"step {first} after {last}: the child went back");
                last = first;
                Thread.Sleep(TimeSpan.FromMilliseconds(25 * random.NextDouble()));
                child.Kill();
                while (child.Output.ReadLine() is { } line)
                    if (long.TryParse(line, CultureInfo.InvariantCulture, out var step))
                        last = Math.Max(last, step);
            }
            var loaded = CheckpointFile.At(path, "test").Load();
            var found = loaded.State.MetadataAs<long>();
            Assert.Empty(loaded.Refused);
            Assert.InRange(found, last, last + 1);
            Assert.Equal(ChildPrograms.StateOf(found), loaded.State.Array("state").As<double>());
            last = found;
        }
        CheckpointFile.At(path, "test").Save(Checkpoint.Empty);
        Assert.DoesNotContain(
            Directory.GetFiles(folder["run"]),
            file => file.Contains(".aside-", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Disk_full_while_saving_keeps_the_last_good_checkpoint()
    {
        var path = folder["state.checkpoint"];
        CheckpointFile.At(path, "test").Save(Checkpoint.Empty.With("state", new double[10]).WithMetadata(1L));
        using var child = ChildProcess.StartWithFileLimit(256, "save-once", path, "100000");
        var (exitCode, output, errors) = child.Finish();
        Assert.True(exitCode == 1, output + errors);
        Assert.Contains("cannot write", output, StringComparison.Ordinal);
        Assert.Contains("state.checkpoint", output, StringComparison.Ordinal);
        Assert.Equal(1L, CheckpointFile.At(path, "test").Load().State.MetadataAs<long>());
        Assert.Equal(["state.checkpoint", "state.checkpoint.lock"], Files());
    }

    [Fact]
    public void The_same_child_succeeds_when_there_is_room()
    {
        var path = folder["state.checkpoint"];
        using var child = ChildProcess.StartWithFileLimit(2048, "save-once", path, "100000");
        var (exitCode, output, errors) = child.Finish();
        Assert.True(exitCode == 0, output + errors);
        Assert.Equal(2L, CheckpointFile.At(path, "test").Load().State.MetadataAs<long>());
    }

    [Fact]
    public void Two_processes_that_save_to_one_path_leave_a_good_checkpoint()
    {
        var path = folder["state.checkpoint"];
        using (var one = ChildProcess.Start("save-forever", path))
        using (var two = ChildProcess.Start("save-forever", path))
        {
            for (var i = 0; i < 20; i++)
                Assert.True(one.Output.ReadLine() is not null && two.Output.ReadLine() is not null, "a child died");
        }
        var loaded = CheckpointFile.At(path, "test").Load();
        Assert.Empty(loaded.Refused);
        Assert.Equal(ChildPrograms.StateOf(loaded.State.MetadataAs<long>()), loaded.State.Array("state").As<double>());
    }

    private string[] Files() => [.. Directory.GetFiles(folder.Root).Select(Path.GetFileName).OfType<string>().Order()];
}
