using System.Buffers.Binary;
using System.Text.RegularExpressions;
using MlPhys.Data;

namespace MlPhys.Turbulence.Gradients;

/// <summary>Reads velocity gradients from files of other programs: nine numbers A11, A12, ..., A33 (A_ij = ∂u_i/∂x_j) a tensor.</summary>
/// <remarks>
/// <para>.npz of ours with all its scales; else the array "A" or the only one. .npy and .npz: shape (n, 9), (n, 3, 3), (trajectories, times, 9) or
/// (trajectories, times, 3, 3). .csv: columns A11, ..., A33 (also a11, dudx, ..., dwdz, or duxdx, ..., duzdz as point series of the Johns Hopkins databases name them), or nine columns of numbers
/// without other names; a column t or time with evenly repeated times makes trajectories. .bin, .dat, .raw: nothing but float32 or float64, little-endian.</para>
/// </remarks>
public sealed partial record GradientReader
{
    private double viscosity = double.NaN;
    private double kolmogorovTime = double.NaN;
    private double interval = 1;
    private int times = 1;
    private bool isDouble;
    private bool isTransposed;

    private GradientReader() { }

    /// <summary>A reader that takes the Kolmogorov time from the data.</summary>
    public static GradientReader Default { get; } = new();

    /// <summary>Sets the kinematic viscosity and, where it is known, the Kolmogorov time of the whole flow.</summary>
    public GradientReader WithScales(double viscosity, double kolmogorovTime = double.NaN) =>
        this with
        {
            viscosity = viscosity,
            kolmogorovTime = kolmogorovTime,
        };

    /// <summary>Sets the time between samples, for files that do not tell it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public GradientReader WithInterval(double time) =>
        time > 0
            ? this with
            {
                interval = time,
            }
            : throw new ArgumentOutOfRangeException(nameof(time), time, "the time between samples is positive");

    /// <summary>Sets how a raw binary file is laid out: trajectory, time, component, the last fastest.</summary>
    /// <param name="timesPerTrajectory">Times of each trajectory; 1: independent points.</param>
    /// <param name="doublePrecision">Whether numbers are float64, else float32.</param>
    public GradientReader WithRawLayout(int timesPerTrajectory = 1, bool doublePrecision = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timesPerTrajectory, 1);
        return this with { times = timesPerTrajectory, isDouble = doublePrecision };
    }

    /// <summary>Says that the file holds ∂u_j/∂x_i: the derivative's index first.</summary>
    public GradientReader WithDerivativeFirst() => this with { isTransposed = true };

    /// <summary>Reads a file; the ending tells the form.</summary>
    /// <param name="path">.npz, .npy, .csv, .txt, .bin, .dat or .raw.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">Damaged, of another shape, or with numbers that are not finite; says what was found and expected.</exception>
    /// <exception cref="ArgumentException">Another ending.</exception>
    public VelocityGradients Read(string path)
    {
        try
        {
            return Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".npz" => FromArchive(path),
                ".npy" => FromArray(Npy.Read(path), path),
                ".csv" or ".txt" => FromTable(Csv.Read(path, comments: '#'), path),
                ".bin" or ".dat" or ".raw" => FromRaw(path),
                var other => throw new NotSupportedException(
                    $"'{path}' ends in '{other}', expected .npz, .npy, .csv, .txt, .bin, .dat or .raw"
                ),
            };
        }
        catch (NotSupportedException e)
        {
            throw new ArgumentException(e.Message, nameof(path), e);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"'{path}': {e.Message}", e);
        }
    }

    private VelocityGradients FromArchive(string path)
    {
        var arrays = Npz.Read(path);
        if (GradientFile.IsOwn(arrays))
            return VelocityGradients.Load(path);
        if (!arrays.TryGetValue("A", out var array))
            array =
                arrays.Count == 1
                    ? arrays.Values.Single()
                    : throw new InvalidDataException(
                        $"'{path}' holds {string.Join(", ", arrays.Keys)}; expected an array 'A', or one array only"
                    );
        return FromArray(array, path);
    }

    private VelocityGradients FromArray(NdArray array, string path) =>
        array.Shape switch
        {
            [var n, 9] => Set(array.Doubles(), n, 1),
            [var n, 3, 3] => Set(array.Doubles(), n, 1),
            [var n, var t, 9] => Set(array.Doubles(), n, t),
            [var n, var t, 3, 3] => Set(array.Doubles(), n, t),
            _ => throw new InvalidDataException(
                $"'{path}' holds a {array}, expected (n, 9), (n, 3, 3), (trajectories, times, 9) or (trajectories, times, 3, 3)"
            ),
        };

    private VelocityGradients FromRaw(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var size = isDouble ? sizeof(double) : sizeof(float);
        var tensor = 9L * size * times;
        if (bytes.Length == 0 || bytes.Length % tensor != 0)
            throw new InvalidDataException(
                $"'{path}' has {bytes.Length} bytes, expected a multiple of {tensor} (9 numbers of {size} bytes x {times} times)"
            );
        var values = new double[bytes.Length / size];
        for (var i = 0; i < values.Length; i++)
            values[i] = isDouble
                ? BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(i * size))
                : BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * size));
        return Set(values, values.Length / 9 / times, times);
    }

    private VelocityGradients FromTable(CsvTable table, string path)
    {
        var names = Components(table, path);
        var columns = names.Select(name => table.Column(name)).ToArray();
        var values = new double[9 * table.Rows];
        for (var row = 0; row < table.Rows; row++)
        for (var c = 0; c < 9; c++)
            values[9 * row + c] = columns[c][row];
        var clock = table.Columns.FirstOrDefault(n => Time().IsMatch(n));
        if (clock is null || names.Contains(clock))
            return Set(values, table.Rows, 1);
        var at = table.Column(clock);
        var length = Array.FindIndex(at, 1, t => t == at[0]);
        length = length < 0 ? at.Length : length;
        if (at.Length % length != 0 || Enumerable.Range(0, at.Length).Any(i => at[i] != at[i % length]))
            throw new InvalidDataException(
                $"'{path}': the times of column '{clock}' do not repeat every {length} rows; give trajectory after trajectory at the same times"
            );
        return Set(values, at.Length / length, length, [.. at.Take(length)]);
    }

    private static string[] Components(CsvTable table, string path)
    {
        var found = table.Columns.Select(name => (name, Match: Component().Match(name))).Where(n => n.Match.Success);
        var byIndex = found
            .Select(n => (n.name, Index: 3 * Axis(n.Match.Groups["i"].Value) + Axis(n.Match.Groups["j"].Value)))
            .OrderBy(n => n.Index)
            .ToArray();
        if (byIndex.Select(n => n.Index).SequenceEqual(Enumerable.Range(0, 9)))
            return [.. byIndex.Select(n => n.name)];
        return table.Columns.Count == 9 && byIndex.Length == 0
            ? [.. table.Columns]
            : throw new InvalidDataException(
                $"'{path}' has the columns {string.Join(", ", table.Columns)}, expected A11, A12, ..., A33, or dudx, ..., dwdz, or nine columns"
            );
    }

    private static int Axis(string name) =>
        name.ToLowerInvariant() switch
        {
            "1" or "x" or "u" or "ux" or "u1" => 0,
            "2" or "y" or "v" or "uy" or "u2" => 1,
            _ => 2,
        };

    private VelocityGradients Set(double[] values, int trajectories, int count, double[]? at = null)
    {
        if (isTransposed)
            for (var n = 0; n < values.Length; n += 9)
                (values[n + 1], values[n + 2], values[n + 3], values[n + 5], values[n + 6], values[n + 7]) = (
                    values[n + 3],
                    values[n + 6],
                    values[n + 1],
                    values[n + 7],
                    values[n + 2],
                    values[n + 5]
                );
        if (trajectories == 0)
            throw new ArgumentException("there are no tensors");
        at ??= [.. Enumerable.Range(0, count).Select(i => i * interval)];
        var time = double.IsNaN(kolmogorovTime) ? VelocityGradients.KolmogorovTimeOf(values) : kolmogorovTime;
        return VelocityGradients.Of(values, at, new FlowScales(viscosity, time), isLagrangian: count > 1);
    }

    [GeneratedRegex(
        @"^(?:a_?(?<i>[123])_?(?<j>[123])|d(?<i>u|v|w|ux|uy|uz|u[123])_?d(?<j>x|y|z))$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Component();

    [GeneratedRegex("^(?:t|time)$", RegexOptions.IgnoreCase)]
    private static partial Regex Time();
}
