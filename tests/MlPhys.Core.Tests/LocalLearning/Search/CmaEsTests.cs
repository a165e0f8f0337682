using MlPhys.LocalLearning;

namespace MlPhys.Core.Tests.LocalLearning.Search;

public class CmaEsTests
{
    [Theory]
    [InlineData("sphere", 250)]
    [InlineData("ellipsoid", 700)]
    [InlineData("rosenbrock", 900)]
    [InlineData("rotated ellipsoid", 700)]
    public void It_finds_the_minimum_of_the_usual_functions(string name, int generations)
    {
        var search = new CmaEs([.. Enumerable.Repeat(0.7, 8)], 0.5, seed: 4);
        for (var g = 0; g < generations; g++)
            search.Tell([.. search.Ask().Select(x => Value(name, x))]);
        Assert.InRange(Value(name, search.Mean), 0, 1e-10);
    }

    [Fact]
    public void A_restored_search_goes_on_to_the_same_bits()
    {
        var search = new CmaEs(new double[5], 0.3, seed: 9);
        for (var g = 0; g < 10; g++)
            search.Tell([.. search.Ask().Select(x => Value("rosenbrock", x))]);
        var restored = new CmaEs(new double[5], 0.3, seed: 9);
        restored.Restore(search.Save());
        for (var g = 0; g < 10; g++)
        {
            search.Tell([.. search.Ask().Select(x => Value("rosenbrock", x))]);
            restored.Tell([.. restored.Ask().Select(x => Value("rosenbrock", x))]);
        }
        Assert.Equal(search.Save(), restored.Save());
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new CmaEs([], 1, 0));
        Assert.Throws<ArgumentException>(() => new CmaEs([1], 0, 0));
        Assert.Throws<ArgumentException>(() => new CmaEs([1], 1, 0, population: 2));
        var search = new CmaEs([1, 2], 1, 0);
        Assert.Throws<ArgumentException>(() => search.Tell([1]));
        Assert.Throws<ArgumentException>(() => search.Restore([1]));
    }

    private static double Value(string name, double[] x) =>
        name switch
        {
            "sphere" => x.Sum(v => v * v),
            "ellipsoid" => x.Select((v, i) => Math.Pow(1e4, i / (x.Length - 1.0)) * v * v).Sum(),
            "rotated ellipsoid" => Value(
                "ellipsoid",
                [.. x.Select((v, i) => (v + x[(i + 1) % x.Length] * (i % 2 == 0 ? 1 : -1) * 0.5))]
            ),
            _ => Enumerable
                .Range(0, x.Length - 1)
                .Sum(i => 100 * Math.Pow(x[i + 1] - x[i] * x[i], 2) + Math.Pow(1 - x[i], 2)),
        };
}
