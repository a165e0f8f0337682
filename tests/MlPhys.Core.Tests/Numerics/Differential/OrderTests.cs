using MlPhys.Numerics.Differential;

namespace MlPhys.Core.Tests.Numerics.Differential;

/// <summary>Slopes of global error against step, on a problem with time-dependent coefficients and an exact solution.</summary>
public class OrderTests
{
    // y' = A(t) y with exact solution (cos t^2, sin t^2) times exp(sin t).
    private static void Spiral(double t, ReadOnlySpan<double> y, Span<double> d)
    {
        d[0] = Math.Cos(t) * y[0] - 2 * t * y[1];
        d[1] = Math.Cos(t) * y[1] + 2 * t * y[0];
    }

    private static double[] Exact(double t) =>
        [Math.Exp(Math.Sin(t)) * Math.Cos(t * t), Math.Exp(Math.Sin(t)) * Math.Sin(t * t)];

    [Theory]
    [InlineData(OdeMethod.RungeKutta4, 4)]
    [InlineData(OdeMethod.DormandPrince, 5)]
    [InlineData(OdeMethod.Rodas4, 4)]
    public void Error_falls_with_the_order_of_the_method(OdeMethod method, int order)
    {
        var errors = new[] { 40, 80, 160, 320 }
            .Select(n => (H: 2.0 / n, Error: FixedStepError(method, n, 1.0)))
            .ToArray();
        Assert.InRange(Slope(errors), order - 0.15, order + 0.35);
    }

    [Theory]
    [InlineData(OdeMethod.RungeKutta4, 4)]
    [InlineData(OdeMethod.DormandPrince, 5)]
    [InlineData(OdeMethod.Rodas4, 4)]
    public void Dense_output_inside_one_step_has_its_local_order(OdeMethod method, int order)
    {
        var errors = new[] { 20, 40, 80, 160 }
            .Select(n => (H: 2.0 / n, Error: FixedStepError(method, n, 0.4)))
            .ToArray();
        Assert.InRange(Slope(errors), order - 0.25, order + 0.75);
    }

    /// <summary>Steps the method itself n times over [0, 2], or once from 1 where only a fraction of a step is looked at.</summary>
    private static double FixedStepError(OdeMethod method, int n, double fraction)
    {
        var h = 2.0 / n;
        var stepper = InitialValueProblem.For(Spiral).WithMethod(method).CreateStepper(2);
        var (y, next, error) = (Exact(fraction == 1 ? 0 : 1), new double[2], new double[2]);
        var t = fraction == 1 ? 0.0 : 1.0;
        stepper.Begin(t, y);
        for (var i = 0; i < (fraction == 1 ? n : 1); i++)
        {
            stepper.Attempt(t, h, y, next, error);
            var polynomial = new double[2 * Stepper.DenseTerms];
            stepper.Dense(h, y, next, polynomial);
            t += fraction * h;
            DenseOutput.Evaluate(polynomial, fraction, y);
            stepper.Accept(t, y);
        }
        return Exact(t).Zip(y, (a, b) => Math.Abs(a - b)).Max();
    }

    private static double Slope((double H, double Error)[] points)
    {
        var (x, y) = (points.Select(p => Math.Log(p.H)).ToArray(), points.Select(p => Math.Log(p.Error)).ToArray());
        var (mx, my) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / x.Sum(a => (a - mx) * (a - mx));
    }
}
