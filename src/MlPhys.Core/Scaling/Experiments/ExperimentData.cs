using System.Collections.Concurrent;
using MlPhys.Data;
using MlPhys.Numerics.Random;
using MlPhys.Runs;
using MlPhys.Training;

namespace MlPhys.Scaling.Experiments;

/// <summary>The data sets that runs are trained on, each read once.</summary>
internal static class ExperimentData
{
    /// <summary>Inputs of the teacher-student task.</summary>
    public const int TeacherInputs = 4;

    public const string TeacherStudent = "teacher-student";
    private const int TestSamples = 2000;
    private static readonly ConcurrentDictionary<string, Lazy<(TrainingData Train, TrainingData Test)>> Sets = new();

    /// <summary>Names with the largest number of training samples, input size and outputs.</summary>
    public static IReadOnlyDictionary<string, (int Samples, int[] Shape, int Outputs)> Known { get; } =
        new Dictionary<string, (int, int[], int)>(StringComparer.Ordinal)
        {
            [TeacherStudent] = (1 << 16, [TeacherInputs], 1),
            ["digits"] = (1297, [1, 8, 8], 10),
            ["mnist"] = (60_000, [1, 28, 28], 10),
            ["fashion-mnist"] = (60_000, [1, 28, 28], 10),
            ["cifar10"] = (50_000, [3, 32, 32], 10),
        };

    /// <summary>Training samples of a spec: the first of a permutation that its seed chooses, so that smaller sets are parts of larger ones.</summary>
    public static TrainingData Train(RunSpec spec)
    {
        var all = Get(spec.DataSet).Train;
        var random = new RandomStream(Seeds.Derive(spec.Seed, "samples"));
        var order = Enumerable.Range(0, all.Samples).ToArray();
        for (var i = 0; i < spec.Samples; i++)
        {
            var j = i + (int)random.Integer(order.Length - i);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return all.Pick(order[..spec.Samples]);
    }

    /// <summary>At most 2000 test samples.</summary>
    public static TrainingData Test(RunSpec spec) => Get(spec.DataSet).Test;

    /// <summary>Reads a set where that was not done yet.</summary>
    /// <exception cref="FileNotFoundException">The set was not fetched yet; says how to.</exception>
    public static void Require(string name) => _ = Get(name);

    private static (TrainingData Train, TrainingData Test) Get(string name) =>
        Sets.GetOrAdd(
            name,
            key => new Lazy<(TrainingData, TrainingData)>(
                () => key == TeacherStudent ? Teacher() : Images(key),
                LazyThreadSafetyMode.PublicationOnly
            )
        ).Value;

    /// <summary>Pixels less their mean, over their deviation, both over the whole training part.</summary>
    private static (TrainingData Train, TrainingData Test) Images(string name)
    {
        var set = Datasets.Named(name);
        var (sum, squares) = (0.0, 0.0);
        foreach (var pixel in set.Train.Pixels)
        {
            sum += pixel;
            squares += (double)pixel * pixel;
        }
        var mean = sum / set.Train.Pixels.Length;
        var deviation = Math.Sqrt(squares / set.Train.Pixels.Length - mean * mean);
        return (Part(set.Train), Part(set.Test.Take(Math.Min(TestSamples, set.Test.Count))));

        TrainingData Part(LabelledImages images)
        {
            var rows = new float[images.Count, images.ImageSize];
            for (var i = 0; i < images.Count; i++)
            for (var j = 0; j < images.ImageSize; j++)
                rows[i, j] = (float)((images.Pixels[i * images.ImageSize + j] - mean) / deviation);
            return TrainingData.OfClasses(rows, [.. images.Labels.Select(label => (int)label)], images.Classes.Count);
        }
    }

    /// <summary>Gaussian inputs and the outputs of one fixed random tanh network of 32 units, without noise.</summary>
    private static (TrainingData Train, TrainingData Test) Teacher()
    {
        var shape = new MlpShape(TeacherInputs, 32, 2, 1);
        var teacher = Mlp.Initial(shape, Parametrisation.Ntk(4, 0.5), MlpActivation.Tanh, 20);
        return (Part("train", Known[TeacherStudent].Samples), Part("test", TestSamples));

        TrainingData Part(string purpose, int samples)
        {
            var random = new RandomStream(20).Split(purpose);
            var x = new float[samples, TeacherInputs];
            for (var i = 0; i < samples; i++)
            for (var j = 0; j < TeacherInputs; j++)
                x[i, j] = (float)random.Gaussian();
            return TrainingData.Of(x, teacher.Outputs(x));
        }
    }
}
