using System.Globalization;
using MlPhys.Data;
using MlPhys.Runs;
using MlPhys.Turbulence.Simulation;

namespace MlPhys.Benchmarks.Turbulence;

/// <summary>The reference simulation, 64³ at ν = 0.016, kept in the user's cache: <c>-- turbulence-reference</c>. Killed, it goes on where it was.</summary>
internal static class ReferenceFlow
{
    /// <summary>Folder of points.npz, trajectories.npz, samples.csv and spectrum.npy.</summary>
    public static string Folder => Path.Combine(DataCache.Default.Root, "turbulence", "box64");

    /// <summary>100 time units, 65 turnover times, of which the first 10 develop the flow; float32.</summary>
    public static IsotropicTurbulence Setup =>
        IsotropicTurbulence
            .Box(64)
            .WithViscosity(0.016)
            .WithForcing(Forcing.ShellEnergies(0.54, 0.4))
            .WithInitialField(InitialField.Random(1, 2))
            .WithTimeStep(TimeStepRule.OfCourant(0.5))
            .WithSpinUp(10)
            .WithSampling(0.25)
            .WithTracers(1024, 0.04)
            .WithSnapshots(1000, 0.9)
            .WithSeed(2026);

    public static int Run(string[] arguments)
    {
        var duration = arguments is [var time] ? double.Parse(time, CultureInfo.InvariantCulture) : 100;
        Directory.CreateDirectory(Folder);
        using var stop = StopSignal.Listen();
        var run = Setup
            .WithThreads(2)
            .WithCheckpoint(Path.Combine(Folder, "run.checkpoint"))
            .Run(duration, new Lines(), stop.Token);
        run.Points().Save(Path.Combine(Folder, "points.npz"), singlePrecision: true);
        run.Trajectories().Save(Path.Combine(Folder, "trajectories.npz"), singlePrecision: true);
        MlPhys.Display.Table.Of(run.Samples).Save(Path.Combine(Folder, "samples.csv"));
        Npy.Write(Path.Combine(Folder, "spectrum.npy"), run.Spectrum);
        Console.WriteLine($"{run.Points()}\n{run.Trajectories()}\nin {Folder}");
        return 0;
    }

    private sealed class Lines : IProgress<RunProgress>
    {
        private long last = -1;

        public void Report(RunProgress value)
        {
            if (value.Done * 100 / value.Total == last)
                return;
            last = value.Done * 100 / value.Total;
            Console.WriteLine($"{last} % {value.Note}");
        }
    }
}
