using System.Globalization;
using MlPhys.Curvature.Kernels;
using MlPhys.Data;
using MlPhys.Numerics.Random;
using MlPhys.Scaling;
using MlPhys.Training;
using static TorchSharp.torch;

namespace MlPhys.Benchmarks.Scaling;

/// <summary>
/// The exponents and the transition width of <see cref="DigitsScaling"/> where 500 test digits are drawn at random, anew for each seed: the last
/// 500 of the file, which our data set keeps for tests, are of other writers. Half square loss, momentum 0.9, a rate that falls linearly to
/// zero, outputs at the start subtracted. Arguments: the rate, the steps, the number of seeds.
/// </summary>
internal sealed class ShuffledDigits()
    : Experiment("digits-shuffled", "rate,steps,seeds,case,value,rms_log_residual,reference,low,high")
{
    private const int TestSamples = 500;
    private const int ProbeSamples = 100;
    private static readonly int[] Widths = [16, 24, 32, 48, 64, 96, 128, 192, 256, 512, 1024];
    private static readonly int[] Samples = [16, 32, 64, 128, 256, 512, 1024];

    public override void Run(string[] arguments)
    {
        var (rate, steps, seeds) = (
            double.Parse(arguments[0], CultureInfo.InvariantCulture),
            int.Parse(arguments[1], CultureInfo.InvariantCulture),
            int.Parse(arguments[2], CultureInfo.InvariantCulture)
        );
        var key = FormattableString.Invariant($"{rate},{steps},{seeds}");
        var plan = TrainingPlan
            .Of(rate, steps)
            .WithBatch(64)
            .WithMomentum(0.9)
            .WithDecay(RateDecay.Linear)
            .WithLoss(TrainingLoss.HalfSquare)
            .Centred();
        var (inputs, labels) = Digits();
        var all = labels.Length - TestSamples;
        var widths = Curves(Widths, seeds, (width, seed) => One(inputs, labels, width, all, seed, plan));
        var samples = Curves(Samples, seeds, (count, seed) => One(inputs, labels, 256, count, seed, plan));
        Exponent(key, "model exponent", widths.Loss, (16, 256), 0.354);
        Exponent(key, "data exponent", samples.Loss, (32, 512), 0.441);
        var law = widths.Change.FitTransition();
        Row($"{key},transition width", () => $"{law.Width:0.0},{law.RmsLogResidual:0.000},62,,");
        Row($"{key},tail slope", () => $"{law.TailSlope:0.000},,-1.02,,");
        foreach (var (width, reference) in new[] { (24, 0.21), (1024, 0.0076) })
            Row(
                $"{key},kernel change at width {width}",
                () => $"{widths.Change.Y[Array.IndexOf(Widths, width)]:0.0000},,{reference},,"
            );
    }

    private static (double Loss, double Change) One(
        float[][] inputs,
        int[] labels,
        int width,
        int samples,
        int seed,
        TrainingPlan plan
    )
    {
        var order = Enumerable.Range(0, labels.Length).ToArray();
        var random = new RandomStream(seed).Split("digits");
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = (int)random.Integer(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        var test = Part(order[..TestSamples]);
        var initial = Mlp.Initial(new MlpShape(64, width, 2, 10), Parametrisation.Ntk(), MlpActivation.Relu, seed);
        var run = MlpRun.Start(initial, Part(order[TestSamples..(TestSamples + samples)]), plan, seed);
        var start = Kernel(run, test);
        run.Advance(plan.Steps);
        return (run.Evaluate(test).Loss, KernelMatrix.RelativeChange(Kernel(run, test), start));

        TrainingData Part(int[] rows)
        {
            var x = new float[rows.Length, 64];
            for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j < 64; j++)
                x[i, j] = inputs[rows[i]][j];
            return TrainingData.OfClasses(x, [.. rows.Select(row => labels[row])], 10);
        }
    }

    private static double[,] Kernel(MlpRun run, TrainingData test)
    {
        using var scope = NewDisposeScope();
        using var x = from_array(test.Take(ProbeSamples).ToInputs());
        return EmpiricalKernel.Of(run.ToModule()).WithRates(run.KernelRate).Trace(x).Values;
    }

    /// <summary>Geometric means over the seeds.</summary>
    private static (ScalingCurve Loss, ScalingCurve Change) Curves(
        int[] sizes,
        int seeds,
        Func<int, int, (double Loss, double Change)> run
    )
    {
        var cells = sizes
            .Select(size => Enumerable.Range(1, seeds).Select(seed => run(size, seed)).ToArray())
            .ToArray();
        var x = sizes.Select(size => (double)size).ToArray();
        return (
            ScalingCurve.Of(x, cells.Select(runs => Math.Exp(runs.Average(r => Math.Log(r.Loss))))),
            ScalingCurve.Of(x, cells.Select(runs => Math.Exp(runs.Average(r => Math.Log(r.Change)))))
        );
    }

    private void Exponent(
        string key,
        string name,
        ScalingCurve curve,
        (double Low, double High) window,
        double reference
    ) =>
        Row(
            $"{key},{name}",
            () =>
            {
                var kept = curve.X.Zip(curve.Y).Where(p => p.First >= window.Low && p.First <= window.High).ToArray();
                var part = ScalingCurve.Of(kept.Select(p => p.First), kept.Select(p => p.Second));
                var law = part.FitPowerLaw();
                var scan = part.ScanWindows().Select(w => w.Exponent).ToArray();
                return $"{law.Exponent:0.000},{law.RmsLogResidual:0.000},{reference},{scan.Min():0.000},{scan.Max():0.000}";
            }
        );

    /// <summary>All digits, pixels less their mean, over their deviation.</summary>
    private static (float[][] Inputs, int[] Labels) Digits()
    {
        var set = Datasets.Digits();
        LabelledImages[] parts = [set.Train, set.Test];
        var pixels = parts.SelectMany(part => part.Pixels).Select(p => (double)p).ToArray();
        var mean = pixels.Average();
        var deviation = Math.Sqrt(pixels.Average(p => (p - mean) * (p - mean)));
        return (
            [.. pixels.Select(p => (float)((p - mean) / deviation)).Chunk(64)],
            [.. parts.SelectMany(part => part.Labels).Select(label => (int)label)]
        );
    }
}
