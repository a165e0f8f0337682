using System.Collections.Immutable;

namespace MlPhys.Information;

/// <summary>
/// A discrete joint distribution p(x1, ..., xn, y) of named sources and one explicit target, kept as its
/// realisations of non-zero probability. All information is in bits.
/// </summary>
public sealed class JointDistribution
{
    private readonly int[][] _symbols;
    private readonly double[] _probabilities;

    private JointDistribution(ImmutableArray<string> sources, string target, int[][] symbols, double[] probabilities)
    {
        (Sources, Target) = (sources, target);
        (_symbols, _probabilities) = (symbols, probabilities);
    }

    /// <summary>Names of the sources, in order.</summary>
    public ImmutableArray<string> Sources { get; }

    /// <summary>Name of the target.</summary>
    public string Target { get; }

    /// <summary>Realisations of non-zero probability: symbols of the sources, symbol of the target, probability.</summary>
    public IEnumerable<Realisation> Realisations =>
        _symbols.Select((s, k) => new Realisation(s[..^1], s[^1], _probabilities[k]));

    /// <summary>Number of realisations of non-zero probability.</summary>
    public int Count => _probabilities.Length;

    internal ReadOnlySpan<double> Probabilities => _probabilities;

    internal int TargetBit => 1 << Sources.Length;

    /// <summary>A distribution from a table over x1, ..., xn, y: an array of n + 1 dimensions that sums to one.</summary>
    /// <param name="sources">Names of the sources, one for each dimension but the last.</param>
    /// <param name="target">Name of the target, the last dimension.</param>
    /// <param name="table">Probabilities: double[,], double[,,], double[,,,] or an array of five dimensions.</param>
    /// <exception cref="ArgumentException">
    /// Names that repeat or do not fit the table; a value that is negative, not finite, or a sum other than one (1e-9).
    /// </exception>
    public static JointDistribution FromTable(IEnumerable<string> sources, string target, Array table)
    {
        if (table.GetType().GetElementType() != typeof(double))
            throw new ArgumentException($"expected an array of double, found {table.GetType().Name}", nameof(table));
        ImmutableArray<string> names = [.. sources];
        if (table.Rank != names.Length + 1)
            throw new ArgumentException(
                $"{names.Length} sources and a target need a table of {names.Length + 1} dimensions, found {table.Rank}",
                nameof(table)
            );
        var index = new int[table.Rank];
        var rows = new List<Realisation>(table.Length);
        foreach (double p in table)
        {
            rows.Add(new Realisation(index[..^1], index[^1], p));
            for (var d = index.Length - 1; d >= 0 && ++index[d] == table.GetLength(d); d--)
                index[d] = 0;
        }
        var sum = rows.Sum(r => r.Probability);
        if (!(Math.Abs(sum - 1) <= 1e-9) && rows.TrueForAll(r => r.Probability >= 0))
            throw new ArgumentException(
                FormattableString.Invariant($"the probabilities sum to {sum:G9}, expected 1"),
                nameof(table)
            );
        return Make(names, target, rows, nameof(table));
    }

    /// <summary>A distribution from weighted realisations; weights need not sum to one.</summary>
    /// <param name="sources">Names of the sources.</param>
    /// <param name="target">Name of the target.</param>
    /// <param name="rows">Realisations with their weights, such as counts, as probabilities.</param>
    /// <exception cref="ArgumentException">Bad names; rows of another length; a negative or NaN weight; no weight at all.</exception>
    public static JointDistribution FromWeights(
        IEnumerable<string> sources,
        string target,
        IEnumerable<Realisation> rows
    ) => Make([.. sources], target, [.. rows], nameof(rows));

    /// <summary>A deterministic gate: equally likely symbols at each source, the target a function of them.</summary>
    /// <param name="sources">Names of the sources.</param>
    /// <param name="target">Name of the target.</param>
    /// <param name="gate">Target symbol of the source symbols.</param>
    /// <param name="symbols">Number of symbols of each source, 0 to symbols - 1.</param>
    public static JointDistribution OfGate(
        IEnumerable<string> sources,
        string target,
        Func<int[], int> gate,
        int symbols = 2
    )
    {
        ImmutableArray<string> names = [.. sources];
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(symbols);
        var inputs = Enumerable
            .Range(0, (int)Math.Pow(symbols, names.Length))
            .Select(code => names.Select((_, i) => code / (int)Math.Pow(symbols, i) % symbols).ToArray());
        return Make(names, target, [.. inputs.Select(x => new Realisation(x, gate(x), 1))], nameof(gate));
    }

    /// <summary>Entropy H of the named variables.</summary>
    /// <exception cref="ArgumentException">An unknown name.</exception>
    public double Entropy(params string[] variables) => Entropy(Mask(variables));

    /// <summary>Conditional entropy H(variables | given).</summary>
    /// <exception cref="ArgumentException">An unknown name.</exception>
    public double ConditionalEntropy(string[] variables, string[] given) =>
        Entropy(Mask(variables) | Mask(given)) - Entropy(Mask(given));

    /// <summary>Mutual information I(a ; b).</summary>
    /// <exception cref="ArgumentException">An unknown name.</exception>
    public double MutualInformation(string[] a, string[] b) => MutualInformation(Mask(a), Mask(b));

    /// <summary>Conditional mutual information I(a ; b | given).</summary>
    /// <exception cref="ArgumentException">An unknown name.</exception>
    public double ConditionalMutualInformation(string[] a, string[] b, string[] given)
    {
        var z = Mask(given);
        return Entropy(Mask(a) | z) + Entropy(Mask(b) | z) - Entropy(Mask(a) | Mask(b) | z) - Entropy(z);
    }

    /// <summary>
    /// Co-information, the alternating sum of entropies: for two sources and the target
    /// I(X1;Y) - I(X1;Y|X2), which is redundancy minus synergy.
    /// </summary>
    /// <param name="variables">Names; none: all sources and the target.</param>
    /// <exception cref="ArgumentException">An unknown name.</exception>
    public double CoInformation(params string[] variables)
    {
        var all = variables.Length > 0 ? Mask(variables) : 2 * TargetBit - 1;
        var sum = 0.0;
        for (var subset = all; subset > 0; subset = (subset - 1) & all)
            sum += (int.PopCount(subset) % 2 == 1 ? 1 : -1) * Entropy(subset);
        return sum;
    }

    /// <summary>Information I(target ; X_S) of a set of sources.</summary>
    /// <exception cref="ArgumentException">An unknown name.</exception>
    public double TargetInformation(params string[] sources) => MutualInformation(Mask(sources), TargetBit);

    internal double MutualInformation(int a, int b) => Entropy(a) + Entropy(b) - Entropy(a | b);

    internal double Entropy(int variables)
    {
        var (group, total) = Groups(variables);
        return group.Length == 0 ? 0 : -total.Sum(p => p * Math.Log2(p));
    }

    /// <summary>The marginal of some variables at every realisation.</summary>
    /// <param name="variables">Bit mask; bit n is the target.</param>
    internal double[] MarginalAt(int variables)
    {
        var (group, total) = Groups(variables);
        return [.. group.Select(g => total[g])];
    }

    /// <summary>Numbers the distinct values of some variables: the value of each realisation and the probability of each value.</summary>
    internal (int[] Group, double[] Total) Groups(int variables)
    {
        var group = new int[Count];
        for (var v = 0; v <= Sources.Length; v++)
        {
            if ((variables >> v & 1) == 0)
                continue;
            var seen = new Dictionary<(int, int), int>();
            for (var k = 0; k < Count; k++)
            {
                var key = (group[k], _symbols[k][v]);
                if (!seen.TryGetValue(key, out var number))
                    seen[key] = number = seen.Count;
                group[k] = number;
            }
        }
        var total = new double[group.Length == 0 ? 0 : group.Max() + 1];
        for (var k = 0; k < Count; k++)
            total[group[k]] += _probabilities[k];
        return (group, total);
    }

    private int Mask(string[] names) =>
        names.Aggregate(
            0,
            (mask, name) =>
                string.Equals(name, Target, StringComparison.Ordinal) ? mask | TargetBit
                : Sources.IndexOf(name) is >= 0 and var i ? mask | 1 << i
                : throw new ArgumentException(
                    $"no variable '{name}'; there are {string.Join(", ", Sources)} and the target {Target}",
                    nameof(names)
                )
        );

    private static JointDistribution Make(
        ImmutableArray<string> sources,
        string target,
        List<Realisation> rows,
        string argument
    )
    {
        CheckNames(sources, target);
        var total = 0.0;
        for (var k = 0; k < rows.Count; k++)
        {
            var (x, _, p) = rows[k];
            if (x.Length != sources.Length)
                throw new ArgumentException(
                    $"row {k} has {x.Length} source symbols, expected {sources.Length}",
                    argument
                );
            if (!(p >= 0) || double.IsInfinity(p))
                throw new ArgumentException(
                    FormattableString.Invariant($"row {k} has probability {p}, expected a finite number of at least 0"),
                    argument
                );
            total += p;
        }
        if (total <= 0)
            throw new ArgumentException("all probabilities are zero, expected a positive sum", argument);
        var cells = new Dictionary<string, (int[] Symbols, double P)>(StringComparer.Ordinal);
        foreach (var (x, y, p) in rows.Where(r => r.Probability > 0))
        {
            int[] symbols = [.. x, y];
            var key = string.Join(',', symbols);
            cells[key] = (symbols, cells.TryGetValue(key, out var old) ? old.P + p : p);
        }
        return new JointDistribution(
            sources,
            target,
            [.. cells.Values.Select(c => c.Symbols)],
            [.. cells.Values.Select(c => c.P / total)]
        );
    }

    private static void CheckNames(ImmutableArray<string> sources, string target)
    {
        if (sources.IsEmpty)
            throw new ArgumentException("expected at least one source, found none", nameof(sources));
        if (sources.CountBy(name => name).FirstOrDefault(count => count.Value > 1).Key is { } twice)
            throw new ArgumentException($"source '{twice}' is named twice", nameof(sources));
        if (sources.IndexOf(target) >= 0)
            throw new ArgumentException($"the target '{target}' is also named as a source", nameof(target));
        if (sources.Append(target).FirstOrDefault(n => n.Length == 0 || n.AsSpan().ContainsAny("{}, ")) is { } bad)
            throw new ArgumentException(
                $"'{bad}' is no name: expected text without braces, commas, spaces",
                nameof(sources)
            );
    }

    /// <summary>Target, sources and number of realisations.</summary>
    public override string ToString() => $"{Target} from {string.Join(", ", Sources)}: {Count} realisations";
}
