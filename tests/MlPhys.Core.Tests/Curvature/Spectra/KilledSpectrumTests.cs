using System.Globalization;
using MlPhys.Curvature.Spectra;

namespace MlPhys.Core.Tests.Curvature.Spectra;

/// <summary>Lanczos runs in processes of their own that are killed on the way and started again.</summary>
public class KilledSpectrumTests
{
    private const int Kills = 3;

    [Fact]
    public void Eigenpairs_come_to_the_same_bits()
    {
        using var folder = new TemporaryFolder();
        RunAndKill("find-eigenpairs", folder["run"]);
        var whole = SpectrumPrograms.Eigenpairs.Find(6);
        var resumed = SpectrumPrograms.Eigenpairs.WithCheckpoint(folder["run"]).Find(6);
        Assert.True(whole.Converged && whole.Restarts > 1);
        Assert.Equal(whole.Values, resumed.Values);
        Assert.Equal(whole.Vectors, resumed.Vectors);
        Assert.Equal((whole.Products, whole.Restarts), (resumed.Products, resumed.Restarts));
    }

    [Fact]
    public void A_density_comes_to_the_same_bits()
    {
        using var folder = new TemporaryFolder();
        RunAndKill("estimate-density", folder["run"]);
        var whole = SpectrumPrograms.Density("");
        var resumed = SpectrumPrograms.Density(folder["run"]);
        foreach (var (a, b) in whole.Probes.Zip(resumed.Probes))
        {
            Assert.Equal(a.Nodes, b.Nodes);
            Assert.Equal(a.Weights, b.Weights);
        }
    }

    [Fact]
    public void A_checkpoint_of_another_operator_is_refused()
    {
        using var folder = new TemporaryFolder();
        var (one, other) = (RotatedMatrix.OfSpectrum([1, 2, 3, 4]), RotatedMatrix.OfSpectrum([1, 2, 3, 5]));
        StochasticLanczos.Run(one, 2, 3, seed: 1, checkpoint: folder["run"]);
        Assert.Throws<InvalidDataException>(() =>
            StochasticLanczos.Run(other, 2, 3, seed: 1, checkpoint: folder["run"])
        );
        Assert.Throws<InvalidDataException>(() => ExtremeEigenpairs.Of(one).WithCheckpoint(folder["run"]).Find(1));
    }

    /// <summary>Kills the program some times, each time where it has come further than at its start, and lets it end.</summary>
    private static void RunAndKill(string program, string path)
    {
        var random = new Random(1);
        var reached = 0;
        for (var kill = 0; kill <= Kills; kill++)
        {
            using var child = ChildProcess.Start(program, path);
            var first = int.Parse(child.Output.ReadLine()!, CultureInfo.InvariantCulture);
            Assert.Equal(kill > 0, first > 1);
            Assert.True(first >= reached);
            reached = first;
            if (kill == Kills)
            {
                var (exitCode, _, errors) = child.Finish();
                Assert.True(exitCode == 0, errors);
                return;
            }
            for (var lines = 20 + random.Next(20); lines > 0; lines--)
                Assert.NotNull(child.Output.ReadLine());
            child.Kill();
        }
    }
}
