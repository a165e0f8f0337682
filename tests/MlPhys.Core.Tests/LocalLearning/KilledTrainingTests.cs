namespace MlPhys.Core.Tests.LocalLearning;

/// <summary>Trainings in processes of their own that are killed at random moments and started again.</summary>
public class KilledTrainingTests
{
    private const int Kills = 4;

    [Fact]
    public void A_classifier_comes_to_the_same_bits()
    {
        using var folder = new TemporaryFolder();
        var kills = RunAndKill("train-classifier", folder["run"]);
        Assert.InRange(kills, 2, Kills);
        var whole = TrainingPrograms.Classifier.Train();
        var resumed = TrainingPrograms.Classifier.WithCheckpoint(folder["run"]).Train();
        foreach (var (a, b) in whole.Parameters.Zip(resumed.Parameters))
        {
            Assert.Equal(a.Value.Values, b.Value.Values);
            Assert.Equal(a.Value.Square, b.Value.Square);
        }
        Assert.Equal(whole.History.AsEnumerable(), resumed.History);
        Assert.Equal(whole.Atoms, resumed.Atoms);
    }

    [Fact]
    public void A_memory_comes_to_the_same_bits()
    {
        using var folder = new TemporaryFolder();
        var kills = RunAndKill("train-memory", folder["run"]);
        Assert.InRange(kills, 2, Kills);
        var whole = TrainingPrograms.Memory.Train();
        var resumed = TrainingPrograms.Memory.WithCheckpoint(folder["run"]).Train();
        Assert.Equal(whole.Weights, resumed.Weights);
        Assert.Equal(whole.GoalSums, resumed.GoalSums);
    }

    /// <summary>Starts the program until it ends by itself, killing the first ones at random; returns how many were killed.</summary>
    private static int RunAndKill(string program, string path)
    {
        var random = new Random(1);
        var kills = 0;
        while (true)
        {
            using var child = ChildProcess.Start(program, path);
            var isAlive = child.Output.ReadLine() is not null;
            for (var lines = random.Next(12); isAlive && lines > 0; lines--)
                isAlive = child.Output.ReadLine() is not null;
            if (!isAlive || kills == Kills)
            {
                var (exitCode, _, errors) = child.Finish();
                Assert.True(exitCode == 0, errors);
                return kills;
            }
            Thread.Sleep(TimeSpan.FromMilliseconds(5 * random.NextDouble()));
            child.Kill();
            kills++;
        }
    }
}
