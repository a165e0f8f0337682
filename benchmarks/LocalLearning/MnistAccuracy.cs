using System.Diagnostics;
using MlPhys.Data;
using MlPhys.LocalLearning;

namespace MlPhys.Benchmarks.LocalLearning;

/// <summary>
/// Test accuracy on MNIST for one set-up: GOAL HIDDEN PARTNERS EPOCHS SEED, with goal readout, random, random-sampled,
/// heuristic, four-weights or optimised, and 0 partners for dense lateral connections. 48,000 images are trained on, 12,000 watched, 10,000 tested once at the end.
/// </summary>
internal sealed class MnistAccuracy()
    : Experiment(
        "mnist-accuracy",
        "goal,hidden,partners,epochs,seed,test_percent,validation_percent,cpu_seconds_of_last_process"
    )
{
    public override void Run(string[] arguments)
    {
        if (arguments is not [var goal, var hidden, var partners, var epochs, var seed])
            throw new ArgumentException("expected GOAL HIDDEN PARTNERS EPOCHS SEED", nameof(arguments));
        Row(
            string.Join(',', arguments),
            () =>
            {
                var mnist = Datasets.Mnist();
                var start = Process.GetCurrentProcess().TotalProcessorTime;
                var classifier = InfomorphicClassifier
                    .Of(mnist.Train)
                    .WithEpochs(Number(epochs))
                    .WithSeed(Number(seed))
                    .WithThreads(1)
                    .WithCheckpoint(Path.Combine(Folder("artifacts/experiments"), string.Join('-', arguments)));
                classifier = goal switch
                {
                    "readout" => classifier.WithHidden(),
                    "heuristic" => classifier.WithHidden(Number(hidden)).WithGoal(Goals.Trivariate.Heuristic),
                    "four-weights" => classifier.WithHidden(Number(hidden)).WithGoal(Goals.Trivariate.FourWeights),
                    "random" => classifier
                        .WithHidden(Number(hidden))
                        .WithGoal(Goals.Context.Heuristic)
                        .WithRandomHidden(),
                    "random-sampled" => classifier
                        .WithHidden(Number(hidden))
                        .WithGoal(Goals.Context.Heuristic)
                        .WithRandomHidden(sampled: true),
                    "optimised" => classifier.WithHidden(Number(hidden)).WithGoal(Goals.Trivariate.Optimised),
                    _ => throw new ArgumentException($"unknown goal '{goal}'", nameof(arguments)),
                };
                if (Number(partners) > 0)
                    classifier = classifier.WithLateralPartners(Number(partners));
                var trained = classifier.Train();
                var test = 100 * trained.Accuracy(mnist.Test);
                var validation = 100 * trained.History[^1].ValidationAccuracy;
                var cpu = (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds;
                return $"{test:0.00},{validation:0.00},{cpu:0}";
            }
        );
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
