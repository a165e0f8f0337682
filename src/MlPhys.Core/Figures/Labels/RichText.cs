using System.Text;

namespace MlPhys.Figures.Labels;

/// <summary>Reads a label with LaTeX-like marks into runs of Unicode text.</summary>
/// <remarks>
/// A mark that is not understood stays as it is written. Without braces, _ and ^ take a signed integer, a command, or a single letter
/// that does not begin a word: x_1, 10^-3, k_BT, r^\ast, but learning_rate stays whole.
/// </remarks>
internal sealed class RichText
{
    private readonly string _source;
    private readonly List<TextRun> _runs = [];
    private readonly StringBuilder _open = new();
    private int _openLevel;
    private int _at;

    private RichText(string source) => _source = source;

    /// <summary>The runs of a label, in order.</summary>
    public static IReadOnlyList<TextRun> Parse(string label)
    {
        var reader = new RichText(label);
        while (reader._at < label.Length)
            reader.Read(level: 0);
        reader.Close();
        return reader._runs;
    }

    /// <summary>The label in one line of plain text.</summary>
    public static string Plain(string label) => string.Concat(Parse(label).Select(r => r.Text));

    private char Next => _at < _source.Length ? _source[_at] : '\0';

    private void Read(int level)
    {
        var letter = _source[_at++];
        if (letter == '\\')
            Command(level);
        else if (letter is '_' or '^' && TakesScript())
            Argument(letter == '_' ? -1 : 1);
        else if (letter == '$' && _source.Count(c => c == '$') % 2 == 0)
            return;
        else if (letter == '{' && ClosingBrace(_at) > 0)
            Group(level);
        else
            Put(letter.ToString(), level);
    }

    private void Command(int level)
    {
        var start = _at;
        while (char.IsAsciiLetter(Next))
            _at++;
        var name = _source[start.._at];
        if (name.Length == 0)
            Escaped(level);
        else if (LatexSymbols.Characters.TryGetValue(name, out var symbol))
            Symbol(symbol, level);
        else if (LatexSymbols.Accents.TryGetValue(name, out var accent))
            Accented(accent, level);
        else if (name == "frac")
            Fraction(level);
        else if (LatexSymbols.Functions.Contains(name))
            Put(name, level);
        else if (LatexSymbols.Fonts.Contains(name))
            SkipSpaces();
        else
            Put("\\" + name, level);
    }

    /// <summary>A backslash before a sign: thin spaces, or the sign itself.</summary>
    private void Escaped(int level)
    {
        if (Next is ',' or ';' or ':' or ' ')
            Put("\u2009", level);
        else if (Next is '_' or '^' or '{' or '}' or '$' or '%' or '&' or '#')
            Put(Next.ToString(), level);
        else
        {
            Put("\\", level);
            return;
        }
        _at++;
    }

    /// <summary>The space that only ends the name of a letter, an operator or a bracket is dropped; around relations it stays.</summary>
    private void Symbol(string symbol, int level)
    {
        Put(symbol, level);
        if (Next == ' ' && BeginsWord(_at + 1) && (char.IsLetter(symbol[0]) || symbol[0] is '∂' or '∇' or '⟨' or '√'))
            _at++;
    }

    private void Accented(string accent, int level)
    {
        SkipSpaces();
        var before = _open.Length;
        if (_openLevel != level)
            before = 0;
        if (_at < _source.Length)
            Argument(level);
        if (_open.Length > before)
            _open.Insert(before + (char.IsHighSurrogate(_open[before]) ? 2 : 1), accent);
    }

    private void Fraction(int level)
    {
        Argument(level);
        Put("/", level);
        Argument(level);
    }

    /// <summary>Reads a group in braces, a signed integer, or one sign on <paramref name="level"/>.</summary>
    private void Argument(int level)
    {
        SkipSpaces();
        if (Next == '{' && ClosingBrace(_at + 1) > 0)
        {
            _at++;
            Group(level);
        }
        else if (Next is '-' or '+' || char.IsAsciiDigit(Next))
        {
            do Put(Next == '-' ? "−" : Next.ToString(), level);
            while (++_at < _source.Length && char.IsAsciiDigit(Next));
        }
        else if (_at < _source.Length)
            Read(level);
    }

    private void Group(int level)
    {
        var end = ClosingBrace(_at);
        while (_at < end)
            Read(level);
        _at = Math.Max(_at, end + 1);
    }

    private int ClosingBrace(int from)
    {
        for (var (i, depth) = (from, 1); i < _source.Length; i++)
        {
            depth += _source[i] switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if (depth == 0)
                return i;
        }
        return -1;
    }

    private bool TakesScript()
    {
        var after = _at + 1 < _source.Length ? _source[_at + 1] : '\0';
        return _at > 1
            && (
                Next == '{' && ClosingBrace(_at + 1) > 0
                || Next is '\\' or '*' or '′'
                || char.IsAsciiDigit(Next)
                || Next is '-' or '+' && char.IsAsciiDigit(after)
                || char.IsLetter(Next) && !char.IsLower(after) && !char.IsDigit(after)
            );
    }

    private bool BeginsWord(int at) =>
        at < _source.Length && (char.IsLetter(_source[at]) || _source[at] is '\\' or '^');

    private void SkipSpaces()
    {
        while (Next == ' ')
            _at++;
    }

    private void Put(string text, int level)
    {
        if (level != _openLevel)
            Close();
        _openLevel = level;
        _open.Append(level != 0 && text == "-" ? "−" : text);
    }

    private void Close()
    {
        if (_open.Length > 0)
            _runs.Add(new TextRun(_open.ToString(), _openLevel));
        _open.Clear();
    }
}
