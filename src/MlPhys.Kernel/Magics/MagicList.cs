using MlPhys.Kernel.Session;

namespace MlPhys.Kernel.Magics;

/// <summary>The magics of this kernel, found by name.</summary>
internal sealed class MagicList
{
    private const string Mark = "#!";

    private readonly SortedDictionary<string, IMagic> magics = new(StringComparer.Ordinal);

    public MagicList()
    {
        IMagic[] all =
        [
            new AboutMagic(),
            new FSharpMagic(),
            new HtmlMagic(),
            new ImportMagic(),
            new ListMagic(this),
            new MarkdownMagic(),
            new TimeMagic(),
            new WhoMagic(),
            new WhosMagic(),
        ];
        foreach (var magic in all)
            magics.Add(magic.Name, magic);
    }

    public IEnumerable<IMagic> All => magics.Values;

    /// <summary>Runs the magics of a cell's first lines.</summary>
    /// <returns>The code left to run, with a blank line for each line used, so that line numbers stay true.</returns>
    /// <exception cref="ArgumentException">There is no magic of that name.</exception>
    public string Run(MagicContext context, string code)
    {
        var used = 0;
        while (true)
        {
            var lines = code.Split('\n');
            used = Array.FindIndex(lines, used, line => !string.IsNullOrWhiteSpace(line));
            if (used < 0 || !lines[used].StartsWith(Mark, StringComparison.Ordinal))
                return code;
            var words = lines[used][Mark.Length..].Trim().Split(' ', 2);
            used++;
            var rest = Find(words[0])
                .Run(context, words.Length > 1 ? words[1].Trim() : "", string.Join('\n', lines[used..]));
            code = new string('\n', used) + rest;
        }
    }

    /// <summary>Completes the name of a magic; null where the cursor does not stand in one.</summary>
    public CodeCompletion? Complete(string code, int position)
    {
        var start = code.LastIndexOf('\n', Math.Max(0, position - 1), Math.Max(0, position)) + 1;
        var typed = code[start..position];
        return
            typed.StartsWith('#')
            && !typed.Contains(' ', StringComparison.Ordinal)
            && !typed.StartsWith("#r", StringComparison.Ordinal)
            ? new CodeCompletion(
                start,
                [
                    .. magics
                        .Keys.Select(name => Mark + name)
                        .Where(name => name.StartsWith(typed, StringComparison.Ordinal))
                        .Select(name => new CompletionItem(name, "keyword")),
                ]
            )
            : null;
    }

    private IMagic Find(string name) =>
        magics.TryGetValue(name, out var magic)
            ? magic
            : throw new ArgumentException(
                $"no magic {Mark}{name}; there are {string.Join(", ", magics.Keys.Select(n => Mark + n))}"
            );
}
