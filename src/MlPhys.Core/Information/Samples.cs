using System.Collections.Immutable;

namespace MlPhys.Information;

/// <summary>Continuous or discrete samples of named sources and a target, from which a distribution is estimated.</summary>
/// <example><c>Samples.Of(["light"; "heat"], "rate", x, y).WithBinning(Binning.Adaptive 8).Estimate()</c></example>
public sealed record Samples
{
    private readonly string[] _sources;
    private readonly string _target;
    private readonly double[][] _columns;

    private Samples(string[] sources, string target, double[][] columns) =>
        (_sources, _target, _columns) = (sources, target, columns);

    /// <summary>Binning of each variable that has one; variables without take their values as symbols.</summary>
    public ImmutableDictionary<string, Binning> Binnings { get; private init; } =
        ImmutableDictionary.Create<string, Binning>(StringComparer.Ordinal);

    /// <summary>Begins an estimate.</summary>
    /// <param name="sources">Names of the sources.</param>
    /// <param name="target">Name of the target.</param>
    /// <param name="x">Samples of the sources, [sample, source].</param>
    /// <param name="y">Samples of the target, one a row of x.</param>
    /// <exception cref="ArgumentException">Shapes that do not fit, no samples, or values that are not finite.</exception>
    public static Samples Of(IEnumerable<string> sources, string target, double[,] x, double[] y)
    {
        var names = sources.ToArray();
        if (x.GetLength(1) != names.Length)
            throw new ArgumentException(
                $"x has {x.GetLength(1)} columns, expected one for each of {names.Length} sources",
                nameof(x)
            );
        if (x.GetLength(0) != y.Length)
            throw new ArgumentException($"y has {y.Length} samples, x has {x.GetLength(0)}", nameof(y));
        if (y.Length == 0)
            throw new ArgumentException("expected at least one sample, found none", nameof(y));
        double[][] columns =
        [
            .. names.Select((_, s) => Enumerable.Range(0, y.Length).Select(i => x[i, s]).ToArray()),
            [.. y],
        ];
        for (var v = 0; v < columns.Length; v++)
            if (Array.FindIndex(columns[v], value => !double.IsFinite(value)) is >= 0 and var row)
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"'{(v < names.Length ? names[v] : target)}' is {columns[v][row]} at sample {row}, expected finite numbers"
                    ),
                    v < names.Length ? nameof(x) : nameof(y)
                );
        return new Samples(names, target, columns);
    }

    /// <summary>Bins all sources and the target alike.</summary>
    public Samples WithBinning(Binning binning) =>
        this with
        {
            Binnings = Binnings.SetItems(_sources.Append(_target).Select(name => KeyValuePair.Create(name, binning))),
        };

    /// <summary>Bins one variable.</summary>
    /// <exception cref="ArgumentException">No such variable.</exception>
    public Samples WithBinning(string variable, Binning binning) =>
        _sources.Append(_target).Contains(variable, StringComparer.Ordinal)
            ? this with
            {
                Binnings = Binnings.SetItem(variable, binning),
            }
            : throw new ArgumentException(
                $"no variable '{variable}'; there are {string.Join(", ", _sources)} and the target {_target}",
                nameof(variable)
            );

    /// <summary>Counts the cells.</summary>
    /// <exception cref="InvalidOperationException">A variable without binning whose values are not integers.</exception>
    public EstimatedDistribution Estimate()
    {
        var symbols = _sources.Append(_target).Select((name, v) => Symbols(name, _columns[v])).ToArray();
        var count = _columns[0].Length;
        var distribution = JointDistribution.FromWeights(
            _sources,
            _target,
            Enumerable
                .Range(0, count)
                .Select(i => new Realisation([.. symbols[..^1].Select(s => s[i])], symbols[^1][i], 1))
        );
        var clamped = _sources
            .Append(_target)
            .Select((name, v) => Binnings.TryGetValue(name, out var b) ? b.FractionClamped(_columns[v]) : 0);
        return new EstimatedDistribution(distribution, BinDiagnostics.Of(distribution, count, clamped.Max()));
    }

    private int[] Symbols(string name, double[] column)
    {
        if (Binnings.TryGetValue(name, out var binning))
            return binning.Indices(column);
        if (Array.FindIndex(column, v => v != Math.Round(v) || Math.Abs(v) > int.MaxValue) is >= 0 and var row)
            throw new InvalidOperationException(
                FormattableString.Invariant(
                    $"'{name}' has no binning and is {column[row]} at sample {row}; expected integers or WithBinning"
                )
            );
        return [.. column.Select(v => (int)v)];
    }
}
