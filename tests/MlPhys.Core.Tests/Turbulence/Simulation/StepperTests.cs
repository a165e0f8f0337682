using MlPhys.Numerics.Threads;
using MlPhys.Turbulence.Simulation;

namespace MlPhys.Core.Tests.Turbulence.Simulation;

public class StepperTests
{
    [Theory]
    [InlineData(Dealiasing.Sphere)]
    [InlineData(Dealiasing.Cube)]
    public void The_nonlinear_term_does_no_work(Dealiasing rule)
    {
        using var team = new WorkTeam(1);
        using var stepper = Started<double>(32, team, TimeScheme.Heun, rule);
        var term = stepper.NonlinearTerm();
        var work = Math.Abs(Product(stepper.Velocity, term));
        var size = Math.Sqrt(Product(stepper.Velocity, stepper.Velocity) * Product(term, term));
        Assert.True(size > 0.1, $"|u||N| = {size}");
        Assert.True(work <= 1e-14 * size, $"|u.N|/(|u||N|) = {work / size}");
    }

    [Fact]
    public void The_nonlinear_term_is_that_of_the_Taylor_Green_vortex()
    {
        using var team = new WorkTeam(1);
        using var stepper = new Stepper<double>(new SpectralGrid(16, Dealiasing.Sphere), team, TimeScheme.Heun);
        InitialField.TaylorGreen().Fill(stepper.Velocity, 1);
        var term = stepper.NonlinearTerm();
        // p = (cos 2x + cos 2y)(cos 2z + 2)/16; at (x, y, z): N = -(u·∇)u - ∇p.
        double N(double x, double z) =>
            -0.5 * Math.Sin(2 * x) * Math.Pow(Math.Cos(z), 2) + Math.Sin(2 * x) * (Math.Cos(2 * z) + 2) / 8;
        var (worst, largest) = (0.0, 0.0);
        using var stack = new PlaneStack<double>(term.Grid, team, DerivedModes.Velocity);
        stack.Visit(
            term,
            (x, planes) =>
            {
                for (var at = 0; at < 256; at++)
                {
                    var exact = N(2 * Math.PI * x / 16, 2 * Math.PI * (at % 16) / 16);
                    worst = Math.Max(worst, Math.Abs(planes[at] - exact));
                    largest = Math.Max(largest, Math.Abs(exact));
                }
            }
        );
        Assert.True(largest > 0.1);
        Assert.True(worst < 1e-14, $"deviation {worst}");
    }

    [Theory]
    [InlineData(TimeScheme.Heun, 2.0)]
    [InlineData(TimeScheme.RungeKutta4, 4.0)]
    public void A_scheme_has_its_order(TimeScheme scheme, double order)
    {
        using var team = new WorkTeam(1);
        var steps = scheme == TimeScheme.Heun ? 64 : 16;
        using var finest = Run(scheme, team, 16 * steps);
        double Error(int count)
        {
            using var end = Run(scheme, team, count);
            return Distance(end.Velocity, finest.Velocity);
        }
        var (coarse, fine) = (Error(steps), Error(2 * steps));
        // The finest run is off itself by 1/16^order of the coarse one.
        Assert.InRange(Math.Log2(coarse / fine), order - 0.05, order + 0.05);
    }

    [Theory]
    [InlineData(24)]
    [InlineData(32)]
    public void Two_threads_give_the_bits_of_one(int points)
    {
        using var one = new WorkTeam(1);
        using var two = new WorkTeam(2);
        using var first = Started<float>(points, one, TimeScheme.Heun, Dealiasing.Sphere);
        using var second = Started<float>(points, two, TimeScheme.Heun, Dealiasing.Sphere);
        for (var step = 0; step < 5; step++)
        {
            first.Step(0.02, _ => 0.01);
            second.Step(0.02, _ => 0.01);
        }
        Assert.True(first.Velocity.Span.SequenceEqual(second.Velocity.Span));
        Assert.Equal(first.Energy, second.Energy);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        using var team = new WorkTeam(1);
        using var stepper = Started<float>(32, team, TimeScheme.Heun, Dealiasing.Sphere);
        Func<double, double> length = _ => 0.01;
        stepper.Step(0.02, length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < 10; step++)
            stepper.Step(0.02, length);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Stepper<double> Run(TimeScheme scheme, WorkTeam team, int steps)
    {
        var stepper = Started<double>(16, team, scheme, Dealiasing.Sphere);
        for (var step = 0; step < steps; step++)
            stepper.Step(0.05, _ => 0.5 / steps);
        return stepper;
    }

    private static Stepper<T> Started<T>(int points, WorkTeam team, TimeScheme scheme, Dealiasing rule)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var grid = new SpectralGrid(points, rule);
        using var initial = new VelocityModes<double>(grid);
        InitialField.Random(1, 3).Fill(initial, 5);
        var stepper = new Stepper<T>(grid, team, scheme);
        for (var i = 0; i < initial.Span.Length; i++)
            stepper.Velocity.Span[i] = T.CreateTruncating(initial.Span[i]);
        return stepper;
    }

    private static double Product(VelocityModes<double> a, VelocityModes<double> b)
    {
        var (sum, width) = (0.0, 2 * a.Grid.Width);
        for (var i = 0; i < a.Span.Length; i++)
            sum += (i % width < 2 ? 1 : 2) * a.Span[i] * b.Span[i];
        return sum;
    }

    private static double Distance(VelocityModes<double> a, VelocityModes<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Span.Length; i++)
            sum += Math.Pow(a.Span[i] - b.Span[i], 2);
        return Math.Sqrt(sum);
    }
}
