using MlPhys.Numerics.Random;
using MlPhys.Runs;

namespace MlPhys.Training;

/// <summary>Measures how much each layer's pre-activations move in the first steps of training, against width.</summary>
/// <remarks>
/// A parametrisation is right where these changes scale as its theory says: in muP they do not depend on width at all
/// (Yang et al., "Tensor Programs V", 2022, appendix D.1).
/// </remarks>
/// <example><code>
/// CoordinateCheck.For(Parametrisation.MaximalUpdate()).Run()
/// </code></example>
public sealed record CoordinateCheck
{
    private const int Samples = 32;
    private const int Inputs = 8;

    private CoordinateCheck(Parametrisation parametrisation) => Parametrisation = parametrisation;

    /// <summary>What is checked.</summary>
    public Parametrisation Parametrisation { get; }

    private int[] Widths { get; init; } = [64, 128, 256, 512, 1024, 2048];

    private int Seeds { get; init; } = 8;

    private int Steps { get; init; } = 1;

    private int Depth { get; init; } = 2;

    private double Rate { get; init; } = 0.01;

    private MlpActivation Activation { get; init; }

    private long Seed { get; init; } = 1;

    /// <summary>A check on 32 Gaussian inputs of 8 numbers, two hidden layers, widths 64 to 2048, 8 seeds, one step at rate 0.01 from the zero function.</summary>
    public static CoordinateCheck For(Parametrisation parametrisation) => new(parametrisation);

    /// <summary>Chooses the widths.</summary>
    /// <param name="widths">At least two different ones.</param>
    /// <exception cref="ArgumentException">Fewer.</exception>
    public CoordinateCheck WithWidths(params IEnumerable<int> widths)
    {
        int[] sorted = [.. widths.Distinct().Order()];
        if (sorted.Length < 2 || sorted[0] < 1)
            throw new ArgumentException(
                $"widths are {string.Join(", ", sorted)}; at least two different positive ones are needed",
                nameof(widths)
            );
        return this with { Widths = sorted };
    }

    /// <summary>Averages over so many networks a width.</summary>
    public CoordinateCheck WithSeeds(int count, long seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return this with { Seeds = count, Seed = seed };
    }

    /// <summary>Chooses the steps and their rate.</summary>
    public CoordinateCheck WithSteps(int steps, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return this with { Steps = steps, Rate = TrainingPlan.Of(rate, steps).Rate };
    }

    /// <summary>Chooses depth and non-linearity.</summary>
    public CoordinateCheck WithNetwork(int depth, MlpActivation activation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        return this with { Depth = depth, Activation = activation };
    }

    /// <summary>Trains the networks and fits the slopes.</summary>
    /// <param name="progress">Told the number of widths that are through.</param>
    /// <param name="cancellation">Stops between networks.</param>
    public CoordinateReport Run(IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var data = Task();
        var rows = new List<CoordinateRow>();
        for (var i = 0; i < Widths.Length; i++)
        {
            var squares = new double[Depth + 1];
            for (var member = 0; member < Seeds; member++)
            {
                cancellation.ThrowIfCancellationRequested();
                Accumulate(squares, data, Widths[i], member);
            }
            for (var layer = 0; layer <= Depth; layer++)
                rows.Add(new CoordinateRow(Widths[i], layer, Math.Sqrt(squares[layer] / Seeds)));
            progress?.Report(new RunProgress("coordinate check", i + 1, Widths.Length));
        }
        return CoordinateReport.Of(Parametrisation, Depth, rows);
    }

    private void Accumulate(double[] squares, TrainingData data, int width, int member)
    {
        var shape = new MlpShape(Inputs, width, Depth, 1);
        var initial = Mlp.Initial(shape, Parametrisation, Activation, Runs.Seeds.Derive(Seed, "init", member));
        var plan = TrainingPlan.Of(Rate, Steps).WithLoss(TrainingLoss.HalfSquare).Centred();
        var run = MlpRun.Start(initial, data, plan, Seed);
        run.Advance(Steps);
        var (before, after) = (initial.PreActivations(data), run.Network.PreActivations(data));
        for (var layer = 0; layer <= Depth; layer++)
        {
            var sum = 0.0;
            for (var i = 0; i < before[layer].Length; i++)
                sum += Math.Pow((double)after[layer][i] - before[layer][i], 2);
            squares[layer] += sum / before[layer].Length;
        }
    }

    private TrainingData Task()
    {
        var random = new RandomStream(Seed).Split("task");
        var (inputs, targets) = (new float[Samples, Inputs], new float[Samples, 1]);
        for (var n = 0; n < Samples; n++)
        {
            for (var j = 0; j < Inputs; j++)
                inputs[n, j] = (float)random.Gaussian();
            targets[n, 0] = random.Gaussian() > 0 ? 1 : -1;
        }
        return TrainingData.Of(inputs, targets);
    }
}
