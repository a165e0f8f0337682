using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;
using MlPhys.Display;
using MlPhys.Figures;

namespace MlPhys.Interactive.Tests;

/// <summary>Against the real formatting library, which keeps its registrations for the process.</summary>
public sealed class DisplayFormattersTests : IDisposable
{
    private static readonly Figure Figure = Figure.Titled("<decay>").WithLine([0, 1, 2], [1, 0.5, 0.25]);
    private static readonly Table Table = Table.Of(new[] { new { Name = "<a>", Value = 1.5 } });

    public DisplayFormattersTests() => Formatter.ResetToDefault();

    public void Dispose() => Formatter.ResetToDefault();

    private sealed class Formula : IDisplayable
    {
        public DisplayBundle ToDisplay() => DisplayBundle.OfText("x < y").With(MimeType.Latex, "$x < y$");
    }

    public static TheoryData<IDisplayable> Displayables => new(Figure, Table, Figure.Interactive(), new Formula());

    [Theory]
    [MemberData(nameof(Displayables))]
    public void Each_form_of_a_bundle_is_what_the_host_gets(IDisplayable value)
    {
        DisplayFormatters.Register();
        foreach (var (mimeType, form) in value.ToDisplay().Content)
            Assert.Equal(form, Formatter.ToDisplayString(value, mimeType));
        Assert.Equal(value.ToHtml(), Formatter.ToDisplayString(value, MimeType.Html));
    }

    [Theory]
    [MemberData(nameof(Displayables))]
    public void Hosts_prefer_html(IDisplayable value)
    {
        DisplayFormatters.Register();
        Assert.Equal(MimeType.Html, Formatter.GetPreferredMimeTypesFor(value.GetType()).First());
    }

    [Fact]
    public void A_figure_is_an_svg_and_a_plotly_object()
    {
        DisplayFormatters.Register();
        Assert.StartsWith("<svg", Formatter.ToDisplayString(Figure, MimeType.Svg), StringComparison.Ordinal);
        Assert.NotNull(JsonNode.Parse(Formatter.ToDisplayString(Figure, MimeType.Plotly))!["data"]![0]);
    }

    [Fact]
    public void A_form_that_a_value_lacks_is_left_to_the_library()
    {
        DisplayFormatters.Register();
        Assert.DoesNotContain("<svg", Formatter.ToDisplayString(new Formula(), MimeType.Svg), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_registration_a_type_of_the_user_is_shown_by_its_properties()
    {
        var before = Formatter.ToDisplayString(new Formula(), MimeType.Html);
        DisplayFormatters.Register();
        Assert.NotEqual(before, Formatter.ToDisplayString(new Formula(), MimeType.Html));
    }

    [Fact]
    public void Figures_and_tables_are_found_by_their_attribute_even_without_this_package()
    {
        Assert.Equal(Figure.ToHtml(), Formatter.ToDisplayString(Figure, MimeType.Html));
        Assert.Equal(Table.ToHtml(), Formatter.ToDisplayString(Table, MimeType.Html));
    }

    [Fact]
    public void Registering_twice_changes_nothing()
    {
        DisplayFormatters.Register();
        DisplayFormatters.Register();
        Assert.Equal(Table.ToHtml(), Formatter.ToDisplayString(Table, MimeType.Html));
    }

    [Fact]
    public void The_extension_calls_what_there_is()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "extension.dib");
        var call = File.ReadAllLines(path).Last(line => line.Length > 0);
        var (type, method) = (call[..call.LastIndexOf('.')], call[(call.LastIndexOf('.') + 1)..^2]);
        Assert.Equal("()", call[^2..]);
        typeof(DisplayFormatters).Assembly.GetType(type)!.GetMethod(method, [])!.Invoke(null, null);
        Assert.Equal("<pre>x &lt; y</pre>", Formatter.ToDisplayString(new Formula(), MimeType.Html));
    }
}
