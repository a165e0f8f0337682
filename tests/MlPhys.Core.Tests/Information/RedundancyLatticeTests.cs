using MlPhys.Information;

namespace MlPhys.Core.Tests.Information;

public class RedundancyLatticeTests
{
    [Theory]
    [InlineData(2, 4, 4)]
    [InlineData(3, 18, 30)]
    [InlineData(4, 166, 452)]
    public void It_has_the_known_number_of_nodes_and_edges(int sources, int nodes, int edges)
    {
        var lattice = RedundancyLattice.Of(sources);
        Assert.Equal(nodes, lattice.Antichains.Length);
        Assert.Equal(edges, lattice.Covers().Count());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Moebius_inverts_the_order(int sources)
    {
        var lattice = RedundancyLattice.Of(sources);
        var count = lattice.Antichains.Length;
        for (var a = 0; a < count; a++)
        for (var c = 0; c < count; c++)
        {
            var sum = Enumerable.Range(0, count).Sum(b => lattice.IsBelow(b, a) ? lattice.Moebius[b, c] : 0);
            Assert.Equal(a == c ? 1 : 0, sum);
        }
    }

    [Fact]
    public void It_prints_by_levels_from_the_top()
    {
        Assert.Equal("{12}\n{1}  {2}\n{1}{2}", RedundancyLattice.Of(2).ToString());
    }

    [Theory]
    [InlineData("{F}{C}", "{F}{C}")]
    [InlineData("{C}{F}", "{F}{C}")]
    [InlineData("{LC}{F}", "{F}{CL}")]
    [InlineData("{C, F}", "{FC}")]
    public void Names_are_read_in_any_order(string text, string canonical)
    {
        var names = new AntichainNames(["F", "C", "L"]);
        Assert.Equal(canonical, names.Write(names.Read(text)));
    }

    [Theory]
    [InlineData("{F}{FC}")]
    [InlineData("{X}")]
    [InlineData("F")]
    [InlineData("{FF}")]
    [InlineData("{}")]
    public void Text_that_is_no_antichain_is_refused(string text)
    {
        var error = Assert.Throws<ArgumentException>(() => new AntichainNames(["F", "C", "L"]).Read(text));
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Five_sources_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => RedundancyLattice.Of(5));
}
