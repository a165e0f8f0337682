using MlPhys.Flows;
using MlPhys.Numerics.Random;
using MlPhys.Runs;

namespace MlPhys.Core.Tests.Flows;

public class FlowTrainingTests
{
    /// <summary>Log-density -E of the banana (x, y + x²) of two standard normal numbers.</summary>
    private const double BananaEntropy = 2.837877066409345;

    [Theory]
    [InlineData("spline")]
    [InlineData("autoregressive")]
    [InlineData("matching")]
    [InlineData("mixture")]
    public void Reaches_the_entropy_of_a_known_density(string kind)
    {
        var x = Banana(8000, 1);
        Flow flow = kind switch
        {
            "spline" => FlowDesign.For(2).WithStandardisation(x).WithWidth(24).WithSplineCouplings(4).Build(),
            "autoregressive" => FlowDesign.For(2).WithWidth(24).WithMaskedAutoregressive(4).Build(),
            "matching" => FlowDesign.For(2).WithStandardisation(x).WithWidth(48).WithContinuous(24).Build(),
            _ => MixtureFlow.Of(
                FlowDesign.For(2).WithWidth(16).WithAffineCouplings(4).WithSeed(1).Build(),
                FlowDesign.For(2).WithWidth(16).WithAffineCouplings(4).WithSeed(2).Build()
            ),
        };
        var trained = FlowTraining
            .Of(flow, x, Banana(4000, 2))
            .WithBatchSize(256)
            .WithEpochs(kind == "matching" ? 60 : 25)
            .WithRate(kind == "matching" ? 5e-3 : 3e-3)
            .WithPatience(0)
            .Train();
        Assert.InRange(-trained.HeldOutLogLikelihood, BananaEntropy - 0.06, BananaEntropy + 0.08);
    }

    [Fact]
    public void Conditional_flow_learns_what_the_condition_does()
    {
        var random = new RandomStream(3);
        var x = new double[6000, 3];
        for (var i = 0; i < x.GetLength(0); i++)
        {
            x[i, 2] = random.Uniform(-1, 1);
            x[i, 0] = 2 * x[i, 2] + 0.5 * random.Gaussian();
            x[i, 1] = random.Gaussian();
        }
        var flow = FlowDesign.For(2).WithContext(1).WithWidth(16).WithAffineCouplings(4).Build();
        var trained = FlowTraining.Of(flow, x).WithBatchSize(256).WithEpochs(15).WithRate(3e-3).Train().Flow;
        var at = new double[4000, 1];
        for (var i = 0; i < at.GetLength(0); i++)
            at[i, 0] = 0.5;
        var drawn = trained.SampleGiven(at, 1).Samples;
        var mean = Enumerable.Range(0, 4000).Average(i => drawn[i, 0]);
        Assert.InRange(mean, 0.9, 1.1);
    }

    [Fact]
    public void Resumed_training_ends_at_the_same_bits()
    {
        using var folder = new TemporaryFolder();
        var x = Banana(1000, 1);
        var training = FlowTraining
            .Of(FlowDesign.For(2).WithWidth(8).WithAffineCouplings(2).Build(), x)
            .WithBatchSize(100)
            .WithEpochs(6);
        var whole = training.Train();
        using var stop = new CancellationTokenSource();
        var checkpointed = training.WithCheckpoint(folder["run"]);
        Assert.Throws<OperationCanceledException>(() => checkpointed.Train(new StopAfter(3, stop), stop.Token));
        var resumed = checkpointed.Train();
        Assert.Equal(whole.Flow.Parameters, resumed.Flow.Parameters);
        Assert.Equal(whole.History, resumed.History);
        Assert.Throws<InvalidDataException>(() => checkpointed.WithSeed(5).Train());
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        var x = Banana(2000, 1);
        var flow = FlowDesign.For(2).WithWidth(8).WithSplineCouplings(2).Build();
        double[] Parameters(int threads) =>
            FlowTraining.Of(flow.WithThreads(threads), x).WithEpochs(2).Train().Flow.Parameters;
        Assert.Equal(Parameters(1), Parameters(3));
    }

    /// <summary>The compiler's first and optimised versions of a loop, and precompiled library code, must do the same arithmetic.</summary>
    [Fact]
    public void Compiling_otherwise_does_not_change_a_bit()
    {
        string Hash(string variable, string value)
        {
            using var child = ChildProcess.StartWith(variable, value, "train-flow");
            var (code, output, errors) = child.Finish();
            Assert.True(code == 0, errors);
            return output.Trim();
        }
        var usual = Hash("DOTNET_TieredCompilation", "1");
        Assert.Equal(64, usual.Length);
        Assert.Equal(usual, Hash("DOTNET_TieredCompilation", "0"));
        Assert.Equal(usual, Hash("DOTNET_ReadyToRun", "0"));
    }

    [Fact]
    public void Stops_when_held_out_samples_say_so()
    {
        var flow = FlowDesign.For(2).WithWidth(64).WithSplineCouplings(4).Build();
        var trained = FlowTraining
            .Of(flow, Banana(100, 1), Banana(500, 2))
            .WithBatchSize(50)
            .WithEpochs(300)
            .WithRate(5e-3)
            .WithPatience(5)
            .Train();
        Assert.True(trained.History.Count < 300);
        Assert.Equal(trained.History.MinBy(e => e.HeldOutLoss)!.Epoch, trained.BestEpoch);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        var flow = FlowDesign.For(2).WithAffineCouplings(2).Build();
        var few = Assert.Throws<ArgumentException>(() => FlowTraining.Of(flow, Banana(40, 1)));
        Assert.Contains("expected at least 50", few.Message, StringComparison.Ordinal);
        var bad = Banana(200, 1);
        bad[7, 1] = double.NaN;
        var notFinite = Assert.Throws<ArgumentException>(() => FlowTraining.Of(flow, bad));
        Assert.Contains("[7, 1] is NaN", notFinite.Message, StringComparison.Ordinal);
        var wide = Assert.Throws<ArgumentException>(() => flow.LogDensity(new double[3, 5]));
        Assert.Contains("5 columns, expected 2", wide.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_family_is_refused()
    {
        using var folder = new TemporaryFolder();
        FlowDesign.For(8).WithAffineCouplings(2).Build().Save(folder["flow"]);
        var error = Assert.Throws<InvalidDataException>(() =>
            MlPhys.Turbulence.Models.IsotropicFlow.Load(folder["flow"])
        );
        Assert.Contains("family 'normalizing', expected 'isotropic'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_whose_parameters_do_not_fit_its_architecture_is_refused_and_kept()
    {
        using var folder = new TemporaryFolder();
        var flow = FlowDesign.For(2).WithWidth(8).WithAffineCouplings(2).Build();
        var state = Checkpoint.Empty.WithMetadata(flow.Record).With("parameters", new double[5]);
        CheckpointFile.At(folder["flow"], FlowFile.Kind).Save(state);
        var bytes = File.ReadAllBytes(folder["flow"]);
        var error = Assert.Throws<InvalidDataException>(() => NormalizingFlow.Load(folder["flow"]));
        Assert.Contains(
            $"5 parameters, its architecture {flow.AllParameters.Length}",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(bytes, File.ReadAllBytes(folder["flow"]));
    }

    private static double[,] Banana(int count, long seed)
    {
        var random = new RandomStream(seed);
        var x = new double[count, 2];
        for (var i = 0; i < count; i++)
        {
            x[i, 0] = random.Gaussian();
            x[i, 1] = random.Gaussian() + x[i, 0] * x[i, 0];
        }
        return x;
    }

    private sealed class StopAfter(int epochs, CancellationTokenSource stop) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value.Stage == "training" && value.Done == epochs)
                stop.Cancel();
        }
    }
}
