using System.Diagnostics;
using System.Globalization;

namespace MlPhys.Benchmarks.Notebooks;

/// <summary>Processor seconds that a notebook of one trivial cell costs: our runner, F# Interactive, and Jupyter with our kernel and with Python's.</summary>
/// <remarks>Needs <c>./build.sh figures</c> before, for artifacts/mlphys, and the Debian packages jupyter-nbconvert and python3-ipykernel.</remarks>
public static class NotebookOverhead
{
    private const int Rounds = 7;
    private const string Mlphys = "artifacts/mlphys/mlphys";

    public static int Run()
    {
        var folder = Directory.CreateTempSubdirectory("mlphys-overhead").FullName;
        File.WriteAllText(Path.Combine(folder, "one.fsx"), "1 + 1\n");
        WriteNotebook(Path.Combine(folder, "fsharp.ipynb"), "mlphys-fsharp");
        WriteNotebook(Path.Combine(folder, "python.ipynb"), "python3");
        Shell($"{Mlphys} kernel install --prefix {folder}");
        (string Name, string Command)[] cases =
        [
            ("mlphys notebook run", $"{Mlphys} notebook run {folder}/one.fsx --html {folder}/one.html"),
            ("dotnet fsi", $"dotnet fsi --quiet {folder}/one.fsx"),
            ("nbconvert, MlPhys kernel", Nbconvert(folder, "fsharp")),
            ("nbconvert, Python kernel", Nbconvert(folder, "python")),
        ];
        var seconds = cases.ToDictionary(c => c.Name, _ => new List<double>(), StringComparer.Ordinal);
        for (var round = 0; round < Rounds; round++)
            foreach (var (name, command) in cases)
                seconds[name].Add(ProcessorSeconds(command));
        Directory.Delete(folder, recursive: true);

        Console.WriteLine($"processor seconds, one-cell notebook, {Rounds} rounds by turns");
        Console.WriteLine("case,median,least,most");
        foreach (var (name, _) in cases)
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"\"{name}\",{Median(seconds[name]):F2},{seconds[name].Min():F2},{seconds[name].Max():F2}"
                )
            );
        var ratio = Median(seconds["nbconvert, MlPhys kernel"]) / Median(seconds["nbconvert, Python kernel"]);
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"\"MlPhys kernel / Python kernel\",{ratio:F2},,")
        );
        return 0;
    }

    private static void WriteNotebook(string path, string kernel) =>
        File.WriteAllText(
            path,
            $$$"""
            {"cells":[{"cell_type":"code","execution_count":null,"metadata":{},"outputs":[],"source":"1 + 1"}],
             "metadata":{"kernelspec":{"name":"{{{kernel}}}","display_name":"k","language":"k"} },"nbformat":4,"nbformat_minor":4}
            """
        );

    private static string Nbconvert(string folder, string name) =>
        $"JUPYTER_PATH={folder}/share/jupyter /usr/bin/python3 -m nbconvert --to notebook --execute {folder}/{name}.ipynb --output out";

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static double ProcessorSeconds(string command) =>
        Shell($"TIMEFORMAT='%U %S'; time env {command} >/dev/null 2>&1")
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Sum(part => double.Parse(part, CultureInfo.InvariantCulture));

    private static string Shell(string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", command])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using var shell = Process.Start(start)!;
        var errors = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        return shell.ExitCode == 0 ? errors : throw new InvalidOperationException($"'{command}' failed: {errors}");
    }
}
