namespace MlPhys.Torch.Generator;

/// <summary>
/// One method that a line of a table declares:
/// <c>both Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) = addmm(self, mat1, mat2, beta, alpha)</c>.
/// Before the equals sign stands the method as C# sees it, after it the operator and its arguments; where both agree the
/// right side is left out. <c>name~</c> declares the in-place variant too, <c>name|other</c> an alias,
/// <c>&lt;size&gt;</c> an overload for each way to give a size.
/// </summary>
internal sealed class Declaration
{
    private static readonly (string Parameters, string Argument)[] Sizes =
    [
        ("long[] size", "size"),
        ("ReadOnlySpan<long> size", "size"),
        ("long size", "[size]"),
        ("long rows, long columns", "[rows, columns]"),
        ("long dim0, long dim1, long dim2", "[dim0, dim1, dim2]"),
        ("long dim0, long dim1, long dim2, long dim3", "[dim0, dim1, dim2, dim3]"),
    ];

    private Declaration(
        string place,
        string result,
        string name,
        List<Parameter> parameters,
        string aten,
        string overload,
        List<string> arguments,
        bool inPlace
    )
    {
        Access = place.EndsWith("-internal", StringComparison.Ordinal) ? "internal" : "public";
        Place = Access == "internal" ? place.Substring(0, place.Length - "-internal".Length) : place;
        Result = result;
        Name = name;
        Parameters = parameters;
        Aten = aten;
        Overload = overload;
        Arguments = arguments;
        InPlace = inPlace;
    }

    /// <summary>Where the method goes: <c>tensor</c>, <c>torch</c>, <c>both</c>, or a class nested in torch.</summary>
    public string Place { get; }

    public string Access { get; }

    public string Result { get; }

    public string Name { get; }

    public List<Parameter> Parameters { get; }

    public string Aten { get; }

    public string Overload { get; }

    public List<string> Arguments { get; }

    public bool InPlace { get; }

    public bool OnTensor => Place is "tensor" or "both";

    /// <summary>The field that caches the operator's handle.</summary>
    public string Field => Overload.Length == 0 ? Aten : $"{Aten}_{Overload}";

    /// <summary>The methods of one line.</summary>
    /// <exception cref="FormatException">The line is no declaration.</exception>
    public static IEnumerable<Declaration> Parse(string line) =>
        line.Contains("<size>") ? Sizes.SelectMany(size => ParseOne(WithSize(line, size))) : ParseOne(line);

    private static string WithSize(string line, (string Parameters, string Argument) size)
    {
        var right = line.LastIndexOf("<size>", StringComparison.Ordinal);
        return line.Substring(0, right).Replace("<size>", size.Parameters)
            + size.Argument
            + line.Substring(right + "<size>".Length);
    }

    private static IEnumerable<Declaration> ParseOne(string line)
    {
        var place = TakeWord(ref line);
        var open = SignatureStart(line);
        var close = Closing(line, open);
        var head = line.Substring(0, open).Trim();
        var space = head.LastIndexOf(' ');
        if (space < 0)
            throw new FormatException("expected 'place result name(parameters) = operator(arguments)'");
        var result = head.Substring(0, space).Trim();
        var names = head.Substring(space + 1);
        var alsoInPlace = names.EndsWith("~", StringComparison.Ordinal);
        var aliases = names.TrimEnd('~').Split('|');
        var parameters = Split(line.Substring(open + 1, close - open - 1)).ConvertAll(Parameter.Parse);
        var right = line.Substring(close + 1).Trim();
        var (aten, overload, arguments) = right.Length == 0 ? Implied(aliases[0], parameters) : Explicit(right);
        var onTensor = place.StartsWith("tensor", StringComparison.Ordinal) || place == "both";
        if (!onTensor && right.Length == 0)
            arguments.RemoveAt(0);
        foreach (var name in aliases)
        {
            var inPlace = onTensor && aten.EndsWith("_", StringComparison.Ordinal);
            yield return new(place, result, name, parameters, aten, overload, arguments, inPlace);
            if (alsoInPlace)
                yield return new(place, result, name + "_", parameters, aten + "_", overload, arguments, true);
        }
    }

    private static (string, string, List<string>) Implied(string name, List<Parameter> parameters) =>
        (name.TrimStart('@'), "", ["self", .. parameters.Select(parameter => parameter.Name)]);

    private static (string, string, List<string>) Explicit(string right)
    {
        if (right[0] != '=')
            throw new FormatException("expected '= operator(arguments)' after the signature");
        var call = right.Substring(1).Trim();
        var open = call.IndexOf('(');
        if (open < 0 || !call.EndsWith(")", StringComparison.Ordinal))
            throw new FormatException("expected 'operator(arguments)' after the equals sign");
        var name = call.Substring(0, open).Trim();
        var dot = name.IndexOf('.');
        var arguments = Split(call.Substring(open + 1, call.Length - open - 2));
        return dot < 0 ? (name, "", arguments) : (name.Substring(0, dot), name.Substring(dot + 1), arguments);
    }

    private static string TakeWord(ref string line)
    {
        var space = line.IndexOf(' ');
        if (space < 0)
            throw new FormatException("expected 'place result name(parameters)'");
        var word = line.Substring(0, space);
        line = line.Substring(space + 1).TrimStart();
        return word;
    }

    /// <summary>The parenthesis after the name: a result that is a tuple has one of its own before it.</summary>
    private static int SignatureStart(string line)
    {
        var from = line[0] == '(' ? Closing(line, 0) : 0;
        var open = line.IndexOf('(', from);
        return open < 0 ? throw new FormatException("there is no parameter list") : open;
    }

    private static int Closing(string line, int open)
    {
        var depth = 0;
        for (var i = open; i < line.Length; i++)
        {
            depth += line[i] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if (depth == 0)
                return i;
        }
        throw new FormatException("a parenthesis is not closed");
    }

    /// <summary>Splits at the commas that stand in no bracket and no quotes.</summary>
    private static List<string> Split(string list)
    {
        var parts = new List<string>();
        var depth = 0;
        var start = 0;
        for (var i = 0; i < list.Length; i++)
        {
            depth += list[i] switch
            {
                '(' or '[' or '{' => 1,
                ')' or ']' or '}' => -1,
                _ => 0,
            };
            if (list[i] != ',' || depth != 0)
                continue;
            parts.Add(list.Substring(start, i - start).Trim());
            start = i + 1;
        }
        var last = list.Substring(start).Trim();
        if (last.Length > 0)
            parts.Add(last);
        return parts;
    }
}
