using System.Globalization;
using System.Runtime.InteropServices;

namespace MlPhys.Benchmarks;

/// <summary>A long measurement whose rows are kept under benchmarks/results; rows that are there are not measured again.</summary>
internal abstract class Experiment(string name, string columns)
{
    private string ResultPath => Path.Combine(Folder("benchmarks/results"), name + ".csv");

    /// <summary>Name on the command line and of the result file.</summary>
    public string Name => name;

    /// <summary>Measures what the arguments ask for.</summary>
    public abstract void Run(string[] arguments);

    /// <summary>Measures one row unless it is there, and writes it with date and machine.</summary>
    /// <param name="key">First columns, which name the row.</param>
    /// <param name="measure">The remaining columns.</param>
    protected void Row(string key, Func<FormattableString> measure)
    {
        if (
            File.Exists(ResultPath)
            && File.ReadLines(ResultPath).Any(line => line.StartsWith(key + ",", StringComparison.Ordinal))
        )
            return;
        var measured = measure().ToString(CultureInfo.InvariantCulture);
        if (!File.Exists(ResultPath))
            File.WriteAllText(ResultPath, $"{columns},date,machine\n");
        var date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        File.AppendAllText(ResultPath, $"{key},{measured},{date},{Machine}\n");
        Console.WriteLine($"{key},{measured}");
    }

    /// <summary>A folder of the repository, made where it is missing.</summary>
    protected static string Folder(string path)
    {
        var root = new DirectoryInfo(Environment.CurrentDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "MlPhys.sln")))
            root = root.Parent ?? throw new DirectoryNotFoundException("run this inside the repository");
        return Directory.CreateDirectory(Path.Combine(root.FullName, path)).FullName;
    }

    private static string Machine =>
        $"{Environment.ProcessorCount} cores {RuntimeInformation.ProcessArchitecture} .NET {Environment.Version}";
}
