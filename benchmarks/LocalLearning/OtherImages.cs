using System.Diagnostics;
using System.Globalization;
using MlPhys.Data;
using MlPhys.LocalLearning;

namespace MlPhys.Benchmarks.LocalLearning;

/// <summary>
/// Test accuracy beyond one hidden layer on MNIST: SET NETWORK HIDDEN EPOCHS SEED, with set mnist, fashion-mnist or cifar10, network
/// optimised, optimised-cifar, heuristic, feedback (optimised, the output as context) or backprop, and hidden widths joined by +.
/// </summary>
internal sealed class OtherImages()
    : Experiment(
        "other-images",
        "set,network,hidden,epochs,seed,test_percent,validation_percent,cpu_seconds_of_last_process"
    )
{
    public override void Run(string[] arguments)
    {
        if (arguments is not [var set, var network, var hidden, var epochs, var seed])
            throw new ArgumentException("expected SET NETWORK HIDDEN EPOCHS SEED", nameof(arguments));
        Row(
            string.Join(',', arguments),
            () =>
            {
                var images = set switch
                {
                    "mnist" => Datasets.Mnist(),
                    "fashion-mnist" => Datasets.FashionMnist(),
                    "cifar10" => Datasets.Cifar10(),
                    _ => throw new ArgumentException($"unknown set '{set}'", nameof(arguments)),
                };
                var start = Process.GetCurrentProcess().TotalProcessorTime;
                var widths = hidden.Split('+').Select(Number).ToArray();
                var checkpoint = Path.Combine(Folder("artifacts/experiments"), string.Join('-', arguments));
                var (test, validation) =
                    network == "backprop"
                        ? Backprop(images, widths.Single(), Number(epochs), Number(seed))
                        : Local(images, network, widths, Number(epochs), Number(seed), checkpoint);
                var cpu = (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds;
                return $"{100 * test:0.00},{100 * validation:0.00},{cpu:0}";
            }
        );
    }

    private static (double Test, double Validation) Backprop(ImageDataset images, int width, int epochs, int seed)
    {
        var trained = BackpropClassifier.Of(images.Train).WithHidden(width).WithEpochs(epochs).WithSeed(seed).Train();
        return (trained.Accuracy(images.Test), trained.History[^1].ValidationAccuracy);
    }

    private static (double Test, double Validation) Local(
        ImageDataset images,
        string network,
        int[] widths,
        int epochs,
        int seed,
        string checkpoint
    )
    {
        var classifier = InfomorphicClassifier
            .Of(images.Train)
            .WithHidden(widths)
            .WithEpochs(epochs)
            .WithSeed(seed)
            .WithThreads(1)
            .WithCheckpoint(checkpoint);
        var trained = (
            network switch
            {
                "optimised" => classifier.WithGoal(Goals.Trivariate.Optimised),
                "optimised-cifar" => classifier.WithGoal(Goals.Trivariate.OptimisedCifar),
                "heuristic" => classifier.WithGoal(Goals.Trivariate.Heuristic),
                "feedback" => classifier.WithGoal(Goals.Trivariate.Optimised).WithFeedback(),
                _ => throw new ArgumentException($"unknown network '{network}'", nameof(network)),
            }
        ).Train();
        return (trained.Accuracy(images.Test), trained.History[^1].ValidationAccuracy);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
