using System.Buffers.Binary;
using MlPhys.Figures;

namespace MlPhys.Core.Tests.Figures;

public class SaveTests
{
    private static readonly Figure Line = Figure.Titled("A line").WithLine([0, 1], [0, 1], "l");

    [Fact]
    public void Each_ending_is_a_form_and_nothing_stays_beside()
    {
        using var folder = new Scratch();
        foreach (var name in new[] { "a.svg", "a.json", "a.html" })
            Line.Save(folder.File(name));
        Assert.Equal(["a.html", "a.json", "a.svg"], folder.Names);
        Assert.Equal(Line.ToSvg() + "\n", File.ReadAllText(folder.File("a.svg")));
        Assert.Contains("<svg", File.ReadAllText(folder.File("a.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_png_has_twice_the_pixels()
    {
        using var folder = new Scratch();
        Line.WithSize(300, 200).Save(folder.File("a.png"));
        var header = File.ReadAllBytes(folder.File("a.png"))[..24];
        Assert.Equal("PNG", System.Text.Encoding.ASCII.GetString(header, 1, 3));
        Assert.Equal(600, BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(16)));
        Assert.Equal(400, BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(20)));
    }

    [Fact]
    public void Another_ending_is_refused_and_the_old_file_kept()
    {
        using var folder = new Scratch();
        Assert.Contains(
            ".svg, .html, .json or .png",
            Assert.Throws<ArgumentException>(() => Line.Save(folder.File("a.gif"))).Message,
            StringComparison.Ordinal
        );
        Assert.Empty(folder.Names);
    }
}
