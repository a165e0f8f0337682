using MlPhys.Figures;
using MlPhys.SparseIdentification.Likelihood;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>What a law says some samples ahead of each measured state, beside what was measured then.</summary>
internal static class Forecast
{
    private const int Markers = 2000;

    /// <summary>Predictions [sample - ahead, state], by the classical Runge-Kutta method, one step a sample as in the fit.</summary>
    public static double[,] Of(DynamicsLaw law, Trajectory measured, int ahead)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ahead, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ahead, measured.Count);
        if (!measured.Variables.Select(v => v.Name).SequenceEqual(law.Variables, StringComparer.Ordinal))
            throw new ArgumentException(
                $"the trajectory has the variables {string.Join(", ", measured.Variables.Select(v => v.Name))}, "
                    + $"expected {string.Join(", ", law.Variables)}",
                nameof(measured)
            );
        var states = measured.States.Length;
        var predicted = new double[measured.Count - ahead, states];
        for (var first = 0; first < measured.Count - ahead; first++)
        {
            double[] x = [.. measured.States.Select(s => s.Values[first])];
            for (var k = first; k < first + ahead; k++)
                x = Step(law, measured, x, k);
            for (var e = 0; e < states; e++)
                predicted[first, e] = x[e];
        }
        return predicted;
    }

    /// <summary>Measured less predicted.</summary>
    public static double[,] Residuals(DynamicsLaw law, Trajectory measured, int ahead)
    {
        var residuals = Of(law, measured, ahead);
        for (var i = 0; i < residuals.GetLength(0); i++)
        for (var e = 0; e < residuals.GetLength(1); e++)
            residuals[i, e] = measured.States[e].Values[i + ahead] - residuals[i, e];
        return residuals;
    }

    /// <summary>For each state the share of its variance that the predictions explain; samples that are missing do not count.</summary>
    public static double[] Score(DynamicsLaw law, Trajectory measured, int ahead)
    {
        var residuals = Residuals(law, measured, ahead);
        return
        [
            .. measured.States.Select(
                (state, e) =>
                {
                    int[] there =
                    [
                        .. Enumerable.Range(0, residuals.GetLength(0)).Where(i => !double.IsNaN(residuals[i, e])),
                    ];
                    var mean = there.Average(i => state.Values[i + ahead]);
                    return 1
                        - there.Sum(i => residuals[i, e] * residuals[i, e])
                            / there.Sum(i => Math.Pow(state.Values[i + ahead] - mean, 2));
                }
            ),
        ];
    }

    /// <summary>Residuals over time, a panel a state.</summary>
    public static Figure Figure(DynamicsLaw law, Trajectory measured, int ahead)
    {
        var residuals = Residuals(law, measured, ahead);
        var every = Math.Max(1, residuals.GetLength(0) / Markers);
        int[] shown = [.. Enumerable.Range(0, residuals.GetLength(0)).Where(i => i % every == 0)];
        double[] times = [.. shown.Select(i => measured.Times[i + ahead])];
        return Figures.Figure.Grid(
            $"Residuals of predictions {ahead} sample{(ahead == 1 ? "" : "s")} ahead",
            measured.States.Length,
            measured.States.Select(
                (state, e) =>
                    Figures
                        .Figure.Titled(state.Name)
                        .WithXAxis(measured.TimeUnit.Length > 0 ? $"t / {measured.TimeUnit}" : "t")
                        .WithYAxis(state.Unit.Length > 0 ? $"residual / {state.Unit}" : "residual")
                        .WithHorizontalLine(0)
                        .WithMarkers(times, shown.Select(i => residuals[i, e]), size: 3)
            )
        );
    }

    private static double[] Step(DynamicsLaw law, Trajectory measured, double[] x, int sample)
    {
        var step = measured.Times[sample + 1] - measured.Times[sample];
        var a = Slope(x, 0);
        var b = Slope(Moved(x, a, step / 2), 0.5);
        var c = Slope(Moved(x, b, step / 2), 0.5);
        var d = Slope(Moved(x, c, step), 1);
        return [.. x.Select((v, e) => v + step / 6 * (a[e] + 2 * b[e] + 2 * c[e] + d[e]))];

        double[] Slope(double[] at, double within) =>
            law.Derivative([
                .. at,
                .. measured.Inputs.Select(u => Interpolation.Cubic(measured.Times, u.Values, sample, within)),
            ]);
    }

    private static double[] Moved(double[] x, double[] slope, double step) => [.. x.Zip(slope, (v, s) => v + step * s)];
}
