using MlPhys.Scaling;
using MlPhys.Scaling.Experiments;
using MlPhys.Training;

namespace MlPhys.Benchmarks.Scaling;

/// <summary>
/// Exponents of the test loss of 64-w-w-10 on the digits against width (16 to 256) and data (32 to 512 at width 256), and the transition
/// width. Arguments: a label of the run, the loss (halfSquare or crossEntropy), the rate and the steps.
/// </summary>
internal sealed class DigitsScaling()
    : Experiment("digits-scaling", "run,loss,rate,steps,case,value,rms_log_residual,reference,low,high")
{
    public override void Run(string[] arguments)
    {
        var (label, loss) = (arguments[0], Enum.Parse<TrainingLoss>(arguments[1], ignoreCase: true));
        var (rate, steps) = (
            double.Parse(arguments[2], System.Globalization.CultureInfo.InvariantCulture),
            int.Parse(arguments[3], System.Globalization.CultureInfo.InvariantCulture)
        );
        var key = FormattableString.Invariant($"{label},{loss},{rate},{steps}");
        var folder = Path.Combine(Path.GetTempPath(), $"digits-{loss}-{rate}-{steps}");
        var plan = ScalingExperiment
            .On("digits")
            .WithRates(rate)
            .WithSteps(steps)
            .WithSettings(new RunSettings(Loss: loss, Probe: 100));
        var widths = plan.WithWidths(16, 24, 32, 48, 64, 96, 128, 192, 256, 512, 1024)
            .WithSamples(1297)
            .WithSeeds(1, 2, 3, 4)
            .Run(Path.Combine(folder, "model"));
        var samples = plan.WithWidths(256)
            .WithSamples(16, 32, 64, 128, 256, 512, 1024)
            .WithSeeds(1, 2, 3, 4)
            .Run(Path.Combine(folder, "data"));
        var model = Window(widths.Curve(run => run.Spec.Width, run => run.Last.TestLoss), 16, 256);
        var data = Window(samples.Curve(run => run.Spec.Samples, run => run.Last.TestLoss), 32, 512);
        Exponent(key, "model exponent", model, 0.354);
        Exponent(key, "data exponent", data, 0.441);
        Row(
            $"{key},transition width",
            () =>
            {
                var law = FeatureKernelTransition.AgainstWidth(widths).Law!;
                return $"{law.Width:0.0},{law.RmsLogResidual:0.000},62,,";
            }
        );
    }

    /// <summary>The exponent with the range that other windows of at least three points give.</summary>
    private void Exponent(string key, string name, ScalingCurve curve, double reference) =>
        Row(
            $"{key},{name}",
            () =>
            {
                var law = curve.FitPowerLaw();
                var windows = curve.ScanWindows().Select(w => w.Exponent).ToArray();
                return $"{law.Exponent:0.000},{law.RmsLogResidual:0.000},{reference},{windows.Min():0.000},{windows.Max():0.000}";
            }
        );

    private static ScalingCurve Window(ScalingCurve curve, double low, double high)
    {
        var kept = curve.X.Zip(curve.Y).Where(point => point.First >= low && point.First <= high).ToArray();
        return ScalingCurve.Of(kept.Select(point => point.First), kept.Select(point => point.Second));
    }
}
