using MlPhys.Figures;
using MlPhys.Numerics.Differential;
using Measured = MlPhys.SparseIdentification.Tables.Trajectory;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>The figures of a dynamical law.</summary>
internal static class DynamicsFigures
{
    private const int Markers = 300;
    private const int LinePoints = 5000;

    /// <summary>Every state over time, measured and simulated from the first sample.</summary>
    public static Figure Simulated(DynamicsLaw law, Measured measured, int samples)
    {
        var count = Math.Clamp(samples, 2, measured.Count);
        var times = measured.Times[..count];
        var simulated = Simulation(law, measured, times);
        var thin = Math.Max(1, count / Markers);
        return Figure.Grid(
            "Measured and simulated",
            measured.States.Length,
            measured.States.Select(
                (state, e) =>
                    Figure
                        .Titled(state.Name)
                        .WithXAxis(measured.TimeUnit.Length > 0 ? $"t / {measured.TimeUnit}" : "t")
                        .WithYAxis(state.Unit.Length > 0 ? $"{state.Name} / {state.Unit}" : state.Name)
                        .WithMarkers(Thin(times, thin), Thin(state.Values[..count], thin), name: "measured", size: 4)
                        .WithLine(times, simulated.Component(e), name: "law")
            )
        );
    }

    /// <summary>One state against another, measured and simulated.</summary>
    public static Figure Phase(DynamicsLaw law, Measured measured, int horizontal, int vertical)
    {
        var (x, y) = (measured.States[horizontal], measured.States[vertical]);
        var simulated = Simulation(law, measured, measured.Times);
        var thin = Math.Max(1, measured.Count / (10 * Markers));
        double[] Curve(int state) => [.. Thin(simulated.Component(state), Math.Max(1, measured.Count / LinePoints))];
        return Figure
            .Titled("Phase portrait")
            .WithXAxis(x.Name)
            .WithYAxis(y.Name)
            .WithMarkers(Thin(x.Values, thin), Thin(y.Values, thin), name: "measured", size: 2)
            .WithLine(Curve(horizontal), Curve(vertical), name: "law", width: 1);
    }

    private static Trajectory Simulation(DynamicsLaw law, Measured measured, double[] times)
    {
        double[] start = [.. measured.States.Select(s => s.Values[0])];
        if (measured.Inputs.IsEmpty)
            return law.Simulate(start, times);
        return law.Simulate(start, times, t => [.. measured.Inputs.Select(u => Input(measured, u.Values, t))]);
    }

    private static double Input(Measured measured, double[] values, double time)
    {
        var at = Math.Clamp(
            Array.BinarySearch(measured.Times, time) is var i && i >= 0 ? i : ~i - 1,
            0,
            measured.Count - 2
        );
        var step = measured.Times[at + 1] - measured.Times[at];
        return Likelihood.Interpolation.Cubic(measured.Times, values, at, (time - measured.Times[at]) / step);
    }

    private static IEnumerable<double> Thin(double[] values, int every) => values.Where((_, i) => i % every == 0);
}
