using System.Globalization;
using System.Security.Cryptography;
using MlPhys.Core.Tests.Curvature.Spectra;
using MlPhys.Core.Tests.LocalLearning;
using MlPhys.Data;
using MlPhys.Runs;

namespace MlPhys.Core.Tests;

/// <summary>What this program does when a test starts it as a process of its own.</summary>
internal static class ChildPrograms
{
    public static int Main(string[] arguments) =>
        arguments switch
        {
            ["save-forever", var path] => SaveForever(path),
            ["save-once", var path, var length] => SaveOnce(path, int.Parse(length, CultureInfo.InvariantCulture)),
            ["store", var root, var delay] => Store(root, int.Parse(delay, CultureInfo.InvariantCulture)),
            ["hold-run", var folder] => HoldRun(folder),
            ["wait-for-stop"] => WaitForStop(),
            ["log-forever", var folder] => LogForever(folder),
            ["train-classifier", var path] => TrainingPrograms.TrainClassifier(path),
            ["find-eigenpairs", var path] => SpectrumPrograms.FindEigenpairs(path),
            ["estimate-density", var path] => SpectrumPrograms.EstimateDensity(path),
            ["train-flow"] => Flows.TrainingPrograms.TrainFlow(),
            ["train-memory", var path] => TrainingPrograms.TrainMemory(path),
            _ => throw new ArgumentException($"no child program '{string.Join(' ', arguments)}'"),
        };

    /// <summary>The arrays that belong to a step: a reader can tell whether what it got is of one step.</summary>
    public static double[] StateOf(long step) => [.. Enumerable.Range(0, 4000).Select(i => Math.Sin(step * 1e-3 + i))];

    public static byte[] SharedContent() => [.. Enumerable.Range(0, 2_000_000).Select(i => (byte)(i * i >> 3))];

    public static CachedFile SharedFile() =>
        new("shared", "content.bin", 2_000_000, Convert.ToHexStringLower(SHA256.HashData(SharedContent())));

    private static int SaveForever(string path)
    {
        var file = CheckpointFile.At(path, "test");
        var step = file.Exists ? file.Load().State.MetadataAs<long>() : 0;
        while (true)
        {
            step++;
            file.Save(Checkpoint.Empty.With("state", StateOf(step)).WithMetadata(step));
            Console.WriteLine(step);
        }
    }

    private static int SaveOnce(string path, int length)
    {
        try
        {
            CheckpointFile.At(path, "test").Save(Checkpoint.Empty.With("state", new double[length]).WithMetadata(2L));
            return 0;
        }
        catch (IOException e)
        {
            Console.WriteLine(e.Message);
            return 1;
        }
    }

    private static int Store(string root, int delay)
    {
        var wrote = 0;
        DataCache
            .At(root)
            .Store(
                SharedFile(),
                stream =>
                {
                    wrote = 1;
                    Thread.Sleep(delay);
                    stream.Write(SharedContent());
                }
            );
        Console.WriteLine(wrote);
        return 0;
    }

    private static int HoldRun(string folder)
    {
        using var run = RunDirectory.Open(folder, new Settings(1));
        Console.WriteLine("held");
        Console.ReadLine();
        return 0;
    }

    private static int WaitForStop()
    {
        using var stop = StopSignal.Listen();
        Console.WriteLine("listening");
        stop.Token.WaitHandle.WaitOne();
        Console.WriteLine("stopped in order");
        return 7;
    }

    private static int LogForever(string folder)
    {
        using var run = RunDirectory.Open(folder, new Settings(1));
        for (var step = run.Metrics.Rows; ; step++)
        {
            run.Metrics.Append(new { step, loss = 1.0 / (step + 1) });
            Console.WriteLine(step);
        }
    }

    internal sealed record Settings(int Size);
}
