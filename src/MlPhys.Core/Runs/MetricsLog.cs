using System.Text;
using System.Text.Json;
using MlPhys.Files;

namespace MlPhys.Runs;

/// <summary>Rows of measured values, one JSON object a line, appended while a run goes on.</summary>
/// <remarks>Each row is handed to the system at once, so that a killed process loses none; a line that was cut off is dropped when the run goes on.</remarks>
public sealed class MetricsLog
{
    private readonly Lock gate = new();

    internal MetricsLog(string path)
    {
        FilePath = path;
        DropTornLine();
    }

    /// <summary>Path of the file.</summary>
    public string FilePath { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => Lines().Length;

    /// <summary>Appends a row.</summary>
    /// <param name="row">A record or anonymous record of named values; NaN and infinities are allowed.</param>
    /// <exception cref="ArgumentException">The row is no object with members.</exception>
    /// <exception cref="IOException">The row cannot be written.</exception>
    public void Append<T>(T row)
    {
        var json = JsonSerializer.Serialize(row, RunJson.Compact);
        if (!json.StartsWith('{'))
            throw new ArgumentException($"a row has named values, found {json}", nameof(row));
        lock (gate)
        {
            using var file = new FileStream(FilePath, FileMode.Append, FileAccess.Write, FileShare.Read, 0);
            file.Write(Encoding.UTF8.GetBytes(json + "\n"));
        }
    }

    /// <summary>The values of one name, row by row.</summary>
    /// <param name="name">Name of the value.</param>
    /// <param name="allowMissing">Whether rows without the value give NaN; otherwise they are refused.</param>
    /// <exception cref="InvalidDataException">A row has no such number, or is damaged; says which.</exception>
    public double[] Column(string name, bool allowMissing = false) =>
        [
            .. Lines()
                .Select((line, row) => Value(line, row, name) ?? (allowMissing ? double.NaN : throw Absent(name, row))),
        ];

    /// <summary>Drops the rows after a moment, such as those logged after the checkpoint from which a run goes on.</summary>
    /// <param name="name">Name of a value that grows, such as "step".</param>
    /// <param name="last">Rows with a larger value are dropped.</param>
    /// <exception cref="InvalidDataException">A row has no such number, or is damaged.</exception>
    public void DropAfter(string name, double last)
    {
        lock (gate)
        {
            var kept = Lines()
                .Where((line, row) => (Value(line, row, name) ?? throw Absent(name, row)) <= last)
                .ToArray();
            DurableFile.Write(
                FilePath,
                file => file.Write(Encoding.UTF8.GetBytes(string.Concat(kept.Select(l => l + "\n"))))
            );
        }
    }

    private string[] Lines()
    {
        if (!File.Exists(FilePath))
            return [];
        using var file = new FileStream(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var lines = new StreamReader(file).ReadToEnd().Split('\n');
        return lines[..^1];
    }

    private void DropTornLine()
    {
        if (!File.Exists(FilePath))
            return;
        var bytes = File.ReadAllBytes(FilePath);
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        if (whole == bytes.Length)
            return;
        using var file = new FileStream(FilePath, FileMode.Open, FileAccess.Write);
        file.SetLength(whole);
    }

    private double? Value(string line, int row, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.TryGetProperty(name, out var value)
                ? value.Deserialize<double>(RunJson.Compact)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{FilePath}' row {row + 1}: no number '{name}' in '{line}'", e);
        }
    }

    private InvalidDataException Absent(string name, int row) =>
        new($"'{FilePath}' row {row + 1} has no value '{name}'");
}
