using FsCheck;
using FsCheck.Fluent;
using MlPhys.Figures.Labels;

namespace MlPhys.Core.Tests.Figures;

public class LabelTests
{
    [Theory]
    [InlineData("x_1", "x[1]")]
    [InlineData("10^{-3}", "10{−3}")]
    [InlineData("10^-3", "10{−3}")]
    [InlineData(@"\alpha x", "αx")]
    [InlineData(@"E \propto k^{-5/3}", "E ∝ k{−5/3}")]
    [InlineData(@"\langle x \rangle", "⟨x ⟩")]
    [InlineData(@"\dot x + \ddot{\theta}", "x\u0307 + θ\u0308")]
    [InlineData(@"\partial_t u", "∂[t] u")]
    [InlineData(@"k_BT", "k[B]T")]
    [InlineData(@"D_{KL}(p\|q)", @"D[KL](p\|q)")]
    [InlineData("learning_rate", "learning_rate")]
    [InlineData("a_", "a_")]
    [InlineData("{unclosed x_{1", "{unclosed x_{1")]
    [InlineData(@"$\mathrm{Re}_\lambda$", "Re[λ]")]
    [InlineData("5 $", "5 $")]
    [InlineData(@"\frac{a}{b}", "a/b")]
    [InlineData(@"\nosuch", @"\nosuch")]
    [InlineData(@"50\,\%", "50\u2009%")]
    [InlineData("", "")]
    public void Marks_become_unicode_and_scripts(string label, string expected) => Assert.Equal(expected, Shown(label));

    [Fact]
    public void Any_text_can_be_read() =>
        Prop.ForAll<string?>(text => RichText.Parse(text ?? "").Sum(r => r.Text.Length) >= 0)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Widths_add_up_and_scripts_are_smaller()
    {
        Assert.Equal(2 * FontMetrics.Width("MM", 10), FontMetrics.Width("MMMM", 10), 1e-9);
        Assert.True(FontMetrics.Width("x^{12}", 10) < FontMetrics.Width("x12", 10));
        Assert.True(FontMetrics.Width("W", 10) > FontMetrics.Width("i", 10));
        Assert.Equal(0, FontMetrics.Width("", 10));
    }

    [Fact]
    public void A_label_too_long_is_cut_to_its_room()
    {
        var cut = FontMetrics.Fit(new string('m', 200), 12, 100);
        Assert.EndsWith("…", cut, StringComparison.Ordinal);
        Assert.InRange(FontMetrics.Width(cut, 12), 80, 100);
    }

    private static string Shown(string label) =>
        string.Concat(
            RichText
                .Parse(label)
                .Select(r =>
                    r.Level switch
                    {
                        < 0 => $"[{r.Text}]",
                        > 0 => $"{{{r.Text}}}",
                        _ => r.Text,
                    }
                )
        );
}
