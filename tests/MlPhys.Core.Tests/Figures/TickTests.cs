using FsCheck;
using FsCheck.Fluent;
using MlPhys.Figures.Scales;

namespace MlPhys.Core.Tests.Figures;

public class TickTests
{
    private static readonly int[] RoundDigits = [1, 2, 5];

    /// <summary>Ranges whose ends have any sign and any size from 1e-300 to 1e300.</summary>
    private static readonly Arbitrary<(double Low, double High, int Desired)> Ranges = (
        from a in Gen.Choose(-3000, 3000)
        from b in Gen.Choose(-3000, 3000)
        from signA in Gen.Elements(-1, 1)
        from signB in Gen.Elements(-1, 1)
        from desired in Gen.Choose(3, 9)
        let p = signA * Math.Pow(10, a / 10.0)
        let q = signB * Math.Pow(10, b / 10.0)
        let range = DataRange.Chosen((p, q), false)
        select (range.Low, range.High, desired)
    ).ToArbitrary();

    [Fact]
    public void Linear_ticks_are_3_to_10_round_numbers_inside_the_range() =>
        Prop.ForAll(
                Ranges,
                range =>
                {
                    var ticks = LinearTicks.For(range.Low, range.High, range.Desired).Major;
                    Assert.InRange(ticks.Length, 3, 10);
                    Assert.All(ticks, t => Assert.InRange(t, range.Low, range.High));
                    var step = (ticks[^1] - ticks[0]) / (ticks.Length - 1);
                    var digit = step / Math.Pow(10, Math.Floor(Math.Log10(step * (1 + 1e-9))));
                    Assert.Contains(RoundDigits, d => Math.Abs(d - digit) < 1e-6);
                    Assert.All(ticks, t => Assert.InRange(Math.Abs(t / step - Math.Round(t / step)), 0, 1e-4));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Logarithmic_ticks_are_3_to_10_inside_the_range() =>
        Prop.ForAll(
                Gen.Choose(-3000, 3000).Two().ToArbitrary(),
                ends =>
                {
                    var (low, high) = DataRange.Chosen(
                        (Math.Pow(10, ends.Item1 / 10.0), Math.Pow(10, ends.Item2 / 10.0)),
                        true
                    );
                    var ticks = LogTicks.For(low, high, 6);
                    Assert.InRange(ticks.Major.Length, 3, 10);
                    Assert.All(ticks.Major, t => Assert.InRange(t, low, high));
                    Assert.Equal(ticks.Major.Length, ticks.Labels.Distinct().Count());
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Labels_differ_and_are_in_order() =>
        Prop.ForAll(
                Ranges,
                range =>
                {
                    var ticks = LinearTicks.For(range.Low, range.High, range.Desired);
                    Assert.Equal(ticks.Major.Length, ticks.Labels.Distinct().Count());
                    Assert.Equal(ticks.Major.Order(), ticks.Major);
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 1, "0.0 0.2 0.4 0.6 0.8 1.0", "")]
    [InlineData(-3.2, 3.2, "−3 −2 −1 0 1 2 3", "")]
    [InlineData(0, 2.1e-5, "0.0 0.5 1.0 1.5 2.0", "×10^{-5}")]
    [InlineData(1e6, 3e6, "1.0 1.5 2.0 2.5 3.0", "×10^{6}")]
    public void Linear_ticks_of_known_ranges(double low, double high, string labels, string multiplier)
    {
        var ticks = LinearTicks.For(low, high, 5);
        Assert.Equal(labels.Split(' '), ticks.Labels);
        Assert.Equal(multiplier, ticks.Multiplier);
    }

    [Theory]
    [InlineData(1e-6, 1e6, "10^{-6} 10^{-4} 10^{-2} 10^{0} 10^{2} 10^{4} 10^{6}")]
    [InlineData(0.1, 100, "0.1 1 10 100")]
    [InlineData(1, 10, "1 2 5 10")]
    [InlineData(2e5, 7e5, "2×10^{5} 3×10^{5} 5×10^{5}")]
    public void Logarithmic_ticks_of_known_ranges(double low, double high, string labels) =>
        Assert.Equal(labels.Split(' '), LogTicks.For(low, high, 7).Labels);

    [Theory]
    [InlineData(5, 5, false)]
    [InlineData(0, 0, false)]
    [InlineData(1e300, 1e300, false)]
    [InlineData(-1e-300, -1e-300, false)]
    [InlineData(7, 7, true)]
    public void One_value_gets_a_range_around_it(double low, double high, bool isLog)
    {
        var range = DataRange.Chosen((low, high), isLog);
        Assert.True(range.Low < low && high < range.High);
    }

    [Theory]
    [InlineData(false, 0, 1)]
    [InlineData(true, 1, 10)]
    public void No_drawable_value_gets_a_standard_range(bool isLog, double low, double high)
    {
        var range = new DataRange(isLog);
        foreach (var value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            range.Include(value);
        if (isLog)
            range.Include(-1);
        Assert.Equal((low, high), range.Padded());
    }

    [Fact]
    public void Pixels_and_data_are_each_others_inverse() =>
        Prop.ForAll(
                Ranges,
                range =>
                {
                    foreach (var (start, end) in new[] { (50.0, 650.0), (400.0, 20.0) })
                    foreach (var part in new[] { 0.0, 0.25, 0.5, 1.0 })
                    {
                        var scale = new AxisScale(range.Low, range.High, false, start, end);
                        var pixel = start + part * (end - start);
                        Assert.Equal(pixel, scale.ToPixel(scale.ToData(pixel)), 1e-4);
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Pixels_of_a_logarithmic_axis_are_even_in_decades()
    {
        var scale = new AxisScale(1e-2, 1e4, true, 0, 600);
        Assert.Equal(300, scale.ToPixel(10), 1e-9);
        Assert.Equal(1000, scale.ToData(500), 1e-9);
        Assert.False(scale.Takes(0));
    }
}
