using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using MlPhys.Data;

namespace MlPhys.Benchmarks.Data;

/// <summary>
/// A CSV table of 1 M rows x 4 columns and an NPY array of 1 GB (2^27 float64), read here and by pandas and numpy by turns; run as
/// <c>dotnet run -c Release --project benchmarks -- read-tables [RESULT.md]</c>. Files are in the page cache, so that disks do not count.
/// </summary>
internal static class ReadTables
{
    private const int Turns = 2;
    private const int RoundsATurn = 3;
    private const int CsvRows = 1_000_000;
    private const int NpyLength = 1 << 27;

    public static int Run(string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("mlphys-bench-");
        try
        {
            var csv = Path.Combine(folder.FullName, "table.csv");
            var npy = Path.Combine(folder.FullName, "array.npy");
            var values = WriteInputs(csv, npy);
            var report = Report(
                Compare("CSV, 1 M rows x 4 columns", csv, "", ReadCsv),
                Compare("CSV, pandas exactly rounded", csv, "exact", ReadCsv),
                Compare("NPY, 1 GB of float64", npy, "", path => Npy.Read(path).As<double>()[^1]),
                Compare(
                    "NPY, 1 GB of float64, memory used again",
                    npy,
                    "",
                    path => Npy.ReadInto(path, values).As<double>()[^1]
                )
            );
            Console.Write(report);
            if (arguments is [var target])
                File.WriteAllText(target, report);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double ReadCsv(string path)
    {
        var table = Csv.Read(path);
        return table.Columns.Select(name => table.Column(name)[^1]).Last();
    }

    private static double[] WriteInputs(string csv, string npy)
    {
        var values = new double[NpyLength];
        var state = 1UL;
        for (var i = 0; i < values.Length; i++)
        {
            state = unchecked(state * 6364136223846793005 + 1442695040888963407);
            values[i] = (state >> 11) / (double)(1UL << 53) * 6 - 3;
        }
        Npy.Write(npy, values);
        var table = new[] { "a", "b", "c", "d" }.Aggregate(
            (Table: CsvTable.Empty, At: 0),
            (sofar, name) => (sofar.Table.WithColumn(name, values[sofar.At..(sofar.At + CsvRows)]), sofar.At + CsvRows)
        );
        Csv.Write(csv, table.Table);
        return values;
    }

    /// <summary>The best time of each side: what else runs on the machine only ever adds.</summary>
    private static Row Compare(string what, string path, string option, Func<string, double> read)
    {
        var (ours, theirs) = (new List<double[]>(), new List<double[]>());
        for (var turn = 0; turn < Turns; turn++)
        {
            var (found, expected) = (0.0, Peer(path, option, theirs));
            for (var round = 0; round < RoundsATurn; round++)
            {
                var (wall, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
                found = read(path);
                ours.Add([
                    Stopwatch.GetElapsedTime(wall).TotalSeconds,
                    (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
                ]);
            }
            // The default of pandas is not exactly rounded.
            if (Math.Abs(found - expected) > 1e-14)
                throw new InvalidOperationException($"{what}: the peer read {expected}, we {found}");
        }
        return new Row(what, ours.Min(t => t[0]), theirs.Min(t => t[0]), ours.Min(t => t[1]), theirs.Min(t => t[1]));
    }

    private static double Peer(string path, string option, List<double[]> times)
    {
        var script = Path.Combine("benchmarks", "peers", "read_tables.py");
        var rounds = RoundsATurn.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(
            "/usr/bin/python3",
            option.Length > 0 ? [script, path, rounds, option] : [script, path, rounds]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var answer = JsonSerializer.Deserialize<Answer>(process.StandardOutput.ReadToEnd())!;
        process.WaitForExit();
        times.AddRange(answer.times);
        return answer.last;
    }

    private static string Report(params Row[] rows)
    {
        var text = new StringBuilder();
        FormattableString head = $"""
            # Reading tables: ours against pandas and numpy

            Best of {Turns
                * RoundsATurn} rounds a side, by turns in one run; {DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, {Processor()},
            {RuntimeInformation.FrameworkDescription}. Below 1 in the last columns we are faster. Made by `read-tables` of `benchmarks/Data/ReadTables.cs`.

            | what | ours, wall s | peer, wall s | ours, CPU s | peer, CPU s | wall ratio | CPU ratio |
            |---|---|---|---|---|---|---|

            """;
        text.Append(head.ToString(CultureInfo.InvariantCulture));
        foreach (var row in rows)
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {row.What} | {row.OurWall:F3} | {row.TheirWall:F3} | {row.OurCpu:F3} | {row.TheirCpu:F3} | {row.OurWall / row.TheirWall:F2} | {row.OurCpu / row.TheirCpu:F2} |\n"
            );
        return text.ToString();
    }

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo")
            .First(line => line.StartsWith("model name", StringComparison.Ordinal))
            .Split(": ")[1];

    private sealed record Row(string What, double OurWall, double TheirWall, double OurCpu, double TheirCpu);

    private sealed record Answer(double[][] times, double last);
}
