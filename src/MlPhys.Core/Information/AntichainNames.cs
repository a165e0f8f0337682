using System.Collections.Immutable;

namespace MlPhys.Information;

/// <summary>Writes and reads antichains in the names of the sources: {F}{C}, {1}{23} or {light,heat}{pressure}.</summary>
/// <param name="Sources">The names in source order.</param>
public sealed record AntichainNames(ImmutableArray<string> Sources)
{
    private readonly bool _areLetters = Sources.All(name => name.Length == 1);

    /// <summary>The names 1, 2, ... of so many sources.</summary>
    public static AntichainNames Numbered(int sources) => new([.. Enumerable.Range(1, sources).Select(i => $"{i}")]);

    /// <summary>The name of an antichain; one-letter sources stand side by side, longer names are joined by commas.</summary>
    public string Write(Antichain antichain) => string.Concat(antichain.Subsets.Select(Write));

    /// <summary>The name of one subset of sources in braces.</summary>
    /// <param name="subset">Bit mask of the subset.</param>
    public string Write(int subset) =>
        "{" + string.Join(_areLetters ? "" : ",", Sources.Where((_, i) => (subset >> i & 1) == 1)) + "}";

    /// <summary>A name as the label of a figure, where bare braces would group as in LaTeX.</summary>
    public static string Label(string atom) =>
        atom.Replace("{", "\\{", StringComparison.Ordinal).Replace("}", "\\}", StringComparison.Ordinal);

    /// <summary>The antichain of a name.</summary>
    /// <exception cref="ArgumentException">The text is no antichain of these sources.</exception>
    public Antichain Read(string atom)
    {
        var text = atom.Replace(" ", "", StringComparison.Ordinal);
        if (text.Length < 3 || text[0] != '{' || text[^1] != '}')
            throw Unknown(atom);
        var subsets = text[1..^1].Split("}{").Select(inside => Subset(inside, atom)).ToArray();
        var antichain = new Antichain(subsets);
        return antichain.Subsets.Length == subsets.Length ? antichain : throw Unknown(atom);
    }

    private int Subset(string inside, string atom)
    {
        var names =
            inside.Contains(',', StringComparison.Ordinal) ? inside.Split(',')
            : Sources.IndexOf(inside) >= 0 || !_areLetters ? [inside]
            : inside.Select(letter => $"{letter}");
        return names.Aggregate(
            0,
            (mask, name) =>
                Sources.IndexOf(name) is >= 0 and var i && (mask >> i & 1) == 0 ? mask | 1 << i : throw Unknown(atom)
        );
    }

    private ArgumentException Unknown(string atom) =>
        new(
            $"'{atom}' is no antichain of the sources {string.Join(", ", Sources)}; "
                + $"expected a name such as {Write(new Antichain(Enumerable.Range(0, Sources.Length).Select(i => 1 << i)))}",
            nameof(atom)
        );
}
