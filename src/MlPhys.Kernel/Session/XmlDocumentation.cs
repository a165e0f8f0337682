using System.Collections.Concurrent;
using System.Xml;
using System.Xml.Linq;
using FSharp.Compiler.Symbols;

namespace MlPhys.Kernel.Session;

/// <summary>The summary of a symbol, from its source or from the XML file beside its assembly.</summary>
internal static class XmlDocumentation
{
    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> Files = [];

    /// <summary>The summary as plain text; empty where there is none.</summary>
    public static string Summary(FSharpXmlDoc documentation) =>
        documentation switch
        {
            FSharpXmlDoc.FromXmlText source => OfSource(source.Item.UnprocessedLines),
            FSharpXmlDoc.FromXmlFile file => Files
                .GetOrAdd(Path.ChangeExtension(file.dllName, ".xml"), Read)
                .GetValueOrDefault(file.xmlSig, ""),
            _ => "",
        };

    private static string OfSource(IEnumerable<string> lines)
    {
        var text = string.Join(' ', lines.Select(line => line.Trim())).Trim();
        try
        {
            var element = XElement.Parse($"<member>{text}</member>");
            return Plain(element.Element("summary") ?? element);
        }
        catch (XmlException)
        {
            return text;
        }
    }

    private static IReadOnlyDictionary<string, string> Read(string path)
    {
        try
        {
            return XDocument
                .Load(path)
                .Descendants("member")
                .DistinctBy(member => (string?)member.Attribute("name"), StringComparer.Ordinal)
                .ToDictionary(
                    member => (string?)member.Attribute("name") ?? "",
                    member => member.Element("summary") is { } summary ? Plain(summary) : "",
                    StringComparer.Ordinal
                );
        }
        catch (Exception missing) when (missing is IOException or XmlException or UnauthorizedAccessException)
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }
    }

    /// <summary>Text of the element; a reference to a symbol becomes the symbol's name.</summary>
    private static string Plain(XElement element) =>
        string.Join(
            ' ',
            string.Concat(
                    element
                        .DescendantNodes()
                        .Select(node =>
                            node switch
                            {
                                XText text => text.Value,
                                XElement { Name.LocalName: "see" or "paramref" or "typeparamref" } reference => Name(
                                    reference
                                ),
                                _ => "",
                            }
                        )
                )
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );

    private static string Name(XElement reference) =>
        reference.Attributes().Select(target => target.Value.Split('.', ':')[^1]).FirstOrDefault("");
}
