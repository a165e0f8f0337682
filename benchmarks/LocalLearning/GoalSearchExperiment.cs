using System.Globalization;
using MlPhys.Data;
using MlPhys.LocalLearning;

namespace MlPhys.Benchmarks.LocalLearning;

/// <summary>
/// CMA-ES from zero on 5,000 MNIST images, then the found goal and the published ones on 5,000 other images, tested on the 10,000 test
/// images with three fresh seeds: TRIALS EPOCHS SEED.
/// </summary>
internal sealed class GoalSearchExperiment()
    : Experiment(
        "goal-search",
        "trials,epochs,seed,best_while_searching,found_percent,heuristic_percent,four_weights_percent,optimised_percent"
    )
{
    public override void Run(string[] arguments)
    {
        if (arguments is not [var trials, var epochs, var seed])
            throw new ArgumentException("expected TRIALS EPOCHS SEED", nameof(arguments));
        Row(
            string.Join(',', arguments),
            () =>
            {
                var mnist = Datasets.Mnist();
                var setting = Setting(mnist.Train.Take(5000), int.Parse(epochs, CultureInfo.InvariantCulture));
                var result = GoalSearch
                    .With(setting)
                    .WithTrials(int.Parse(trials, CultureInfo.InvariantCulture))
                    .WithSeed(long.Parse(seed, CultureInfo.InvariantCulture))
                    .WithCheckpoint(
                        Path.Combine(Folder("artifacts/experiments"), "search-" + string.Join('-', arguments))
                    )
                    .Run();
                Console.WriteLine(result.Found);
                var fresh = Setting(mnist.Train.Skip(5000).Take(5000), int.Parse(epochs, CultureInfo.InvariantCulture))
                    .WithValidation(0);
                double Test(Goal goal) =>
                    Enumerable
                        .Range(1, 3)
                        .Average(s => 100 * fresh.WithGoal(goal).WithSeed(1000 + s).Train().Accuracy(mnist.Test));
                return $"{100 * result.Best.Accuracy:0.00},{Test(result.Found):0.00},{Test(Goals.Trivariate.Heuristic):0.00},{Test(Goals.Trivariate.FourWeights):0.00},{Test(Goals.Trivariate.Optimised):0.00}";
            }
        );
    }

    private static InfomorphicClassifier Setting(LabelledImages images, int epochs) =>
        InfomorphicClassifier
            .Of(images)
            .WithHidden(100)
            .WithRates(hidden: 0.01, output: 0.015)
            .WithBatchSize(1000)
            .WithEpochs(epochs)
            .WithThreads(1);
}
