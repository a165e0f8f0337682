using MlPhys.Scaling;
using static MlPhys.Core.Tests.Scaling.ScalingReference;

namespace MlPhys.Core.Tests.Scaling;

public class ScalingCurveTests
{
    private static readonly double[] Widths = [4, 8, 16, 32, 64, 128, 256, 512, 1024];

    [Theory]
    [InlineData(0.35, 0)]
    [InlineData(0.076, 0)]
    [InlineData(1.2, 0.3)]
    public void A_power_law_is_recovered(double exponent, double floor)
    {
        var law = ScalingCurve
            .Of(Widths, Widths.Select(w => floor + 2.5 * Math.Pow(w, -exponent)))
            .FitPowerLaw(floor > 0);
        AssertNear(exponent, law.Exponent, 1e-7);
        AssertNear(2.5, law.Coefficient, 1e-7);
        AssertNear(floor, law.Floor, 1e-6);
        Assert.InRange(law.RmsLogResidual, 0, 1e-8);
    }

    [Fact]
    public void A_power_law_with_a_break_is_recovered()
    {
        var curve = ScalingCurve.Of(Numbers("bnsl", "x"), Numbers("bnsl", "y"));
        var law = curve.FitBrokenPowerLaw();
        AssertNear(Number("bnsl", "true", "a"), law.Floor, 1e-4);
        AssertNear(Number("bnsl", "true", "b"), law.Coefficient, 1e-4);
        AssertNear(Number("bnsl", "true", "c0"), law.Exponent, 1e-4);
        AssertNear(Number("bnsl", "true", "c1"), law.ExponentChange, 1e-4);
        AssertNear(Number("bnsl", "true", "d1"), law.Break, 1e-4);
        AssertNear(Number("bnsl", "true", "f1"), law.Sharpness, 1e-4);
    }

    [Fact]
    public void The_transition_width_is_recovered()
    {
        var law = ScalingCurve.Of(Widths, Widths.Select(w => 0.4 * Math.Pow(1 + w / 62, -1.02))).FitTransition();
        AssertNear(0.4, law.Level, 1e-6);
        AssertNear(62, law.Width, 1e-6);
        AssertNear(1.02, law.Slope, 1e-6);
        Assert.InRange(law.TailSlope, -1.02, -0.9);
    }

    [Fact]
    public void Every_window_of_a_pure_power_gives_its_exponent()
    {
        var windows = ScalingCurve.Of(Widths, Widths.Select(w => Math.Pow(w, -0.4))).ScanWindows();
        Assert.Equal(28, windows.Count);
        Assert.All(windows, w => AssertNear(0.4, w.Exponent, 1e-7));
    }

    [Fact]
    public void Bad_curves_are_refused_by_name()
    {
        Assert.Contains(
            "position 1",
            Assert.Throws<ArgumentException>(() => ScalingCurve.Of([1, 2], [1, double.NaN])).Message
        );
        Assert.Contains(
            "y has 1 values; x has 2",
            Assert.Throws<ArgumentException>(() => ScalingCurve.Of([1, 2], [1])).Message
        );
        Assert.Contains(
            "needs at least 3",
            Assert.Throws<ArgumentException>(() => ScalingCurve.Of([1, 2], [2, 1]).FitPowerLaw(withFloor: true)).Message
        );
    }
}
