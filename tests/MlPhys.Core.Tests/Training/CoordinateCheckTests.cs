using MlPhys.Training;

namespace MlPhys.Core.Tests.Training;

public class CoordinateCheckTests
{
    [Theory]
    [InlineData("ntk", -0.5, -0.5, 0.0)]
    [InlineData("sp", -0.5, 0.5, 1.0)]
    [InlineData("mup", 0.0, 0.0, 0.0)]
    public void Slopes_meet_theory(string name, params double[] theory)
    {
        var report = CoordinateCheck.For(Parametrisation.Named(name)).Run();
        for (var layer = 0; layer < theory.Length; layer++)
            Assert.InRange(report.Slopes[layer].Slope, theory[layer] - 0.08, theory[layer] + 0.08);
        Assert.True(report.Passes);
        Assert.StartsWith($"{name}: passes; slopes", report.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_widths_are_refused() =>
        Assert.Throws<ArgumentException>(() => CoordinateCheck.For(Parametrisation.Ntk()).WithWidths(64, 64));
}
