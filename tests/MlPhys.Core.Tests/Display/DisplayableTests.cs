using System.Reflection;
using MlPhys.Display;
using MlPhys.Figures;

namespace MlPhys.Core.Tests.Display;

/// <summary>What hosts that do not know MlPhys look for in its results.</summary>
public class DisplayableTests
{
    public static TheoryData<IDisplayable> Samples =>
        new(
            Table.Of([1.0, 2.0]),
            Figure.Titled("t").WithLine([0, 1], [0, 1]),
            Figure.Titled("t").WithLine([0, 1], [0, 1]).Interactive()
        );

    [Theory]
    [MemberData(nameof(Samples))]
    public void Verso_finds_a_public_ToHtml(IDisplayable displayable)
    {
        var method = displayable.GetType().GetMethod("ToHtml", BindingFlags.Public | BindingFlags.Instance, []);
        Assert.Equal(displayable.ToDisplay().ToHtml(), method?.Invoke(displayable, null));
    }

    [Fact]
    public void Every_displayable_of_the_library_is_found_by_all_hosts()
    {
        var types = typeof(IDisplayable)
            .Assembly.GetExportedTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IDisplayable)))
            .ToArray();
        Assert.NotEmpty(types);
        Assert.All(
            types,
            type =>
            {
                Assert.NotNull(type.GetMethod("ToHtml", BindingFlags.Public | BindingFlags.Instance, []));
                Assert.NotNull(type.GetCustomAttribute<TypeFormatterSourceAttribute>());
            }
        );
    }

    /// <summary>The convention of .NET Interactive, followed by name alone as its formatter does.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void NET_Interactive_finds_formatters_by_name(IDisplayable displayable)
    {
        object attribute = Assert.Single(
            displayable.GetType().GetCustomAttributes(),
            a => a.GetType().Name == "TypeFormatterSourceAttribute"
        );
        var source = Activator.CreateInstance((Type)Get(attribute, "FormatterSourceType")!)!;
        var preferred = Assert.IsType<string[]>(Get(attribute, "PreferredMimeTypes"));
        var formatters = ((System.Collections.IEnumerable)Call(source, "CreateTypeFormatters")!)
            .Cast<object>()
            .ToArray();
        foreach (var mimeType in preferred)
        {
            using var text = new StringWriter();
            var formatter = Assert.Single(formatters, f => mimeType.Equals(Get(f, "MimeType")));
            Assert.Equal(true, Call(formatter, "Format", displayable, text));
            var bundle = displayable.ToDisplay();
            Assert.Equal(mimeType == MimeType.Html ? bundle.ToHtml() : bundle.Content[mimeType], text.ToString());
        }
    }

    [Fact]
    public void A_form_that_is_missing_is_declined()
    {
        using var text = new StringWriter();
        Assert.False(new DisplayFormatter(MimeType.Latex).Format(Table.Of([1]), text));
        Assert.False(new DisplayFormatter(MimeType.Html).Format("no displayable", text));
        Assert.Empty(text.ToString());
    }

    [Fact]
    public void A_displayable_of_text_alone_is_shown_encoded()
    {
        IDisplayable plain = new Plain();
        Assert.Equal("<pre>a &lt; b</pre>", plain.ToHtml());
    }

    private static object? Get(object target, string name) => target.GetType().GetProperty(name)!.GetValue(target);

    private static object? Call(object target, string name, params object[] arguments) =>
        target.GetType().GetMethod(name)!.Invoke(target, arguments);

    private sealed class Plain : IDisplayable
    {
        public DisplayBundle ToDisplay() => DisplayBundle.OfText("a < b");
    }
}
