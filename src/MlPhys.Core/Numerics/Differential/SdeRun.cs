using System.Numerics.Tensors;
using MlPhys.Numerics.Random;
using MlPhys.Runs;

namespace MlPhys.Numerics.Differential;

/// <summary>Takes a state.</summary>
internal delegate void StateSink(int row, ReadOnlySpan<double> state);

/// <summary>Follows single paths of a stochastic equation over buffers made once.</summary>
internal sealed class SdeRun(SdeStepper stepper, int processes, double[] initial, double step, int steps, int saveEvery)
{
    private readonly double[] state = new double[initial.Length];
    private readonly double[] increments = new double[processes];

    public int DriftsPerStep => stepper.DriftsPerStep;

    /// <summary>Times of the rows that are kept.</summary>
    public double[] Times { get; } =
    [
        .. Enumerable.Range(0, steps / saveEvery + 1).Select(k => (double)k * saveEvery * step),
        .. steps % saveEvery == 0 ? Array.Empty<double>() : [steps * step],
    ];

    public void Follow(
        RandomStream stream,
        StateSink keep,
        IProgress<RunProgress>? progress,
        CancellationToken cancellation
    )
    {
        var root = Math.Sqrt(step);
        initial.CopyTo(state, 0);
        keep(0, state);
        for (var k = 1; k <= steps; k++)
        {
            stream.FillGaussian(increments);
            TensorPrimitives.Multiply(increments, root, increments);
            stepper.Step((k - 1) * step, step, state, increments, stream);
            if (!double.IsFinite(TensorPrimitives.Sum<double>(state)))
                throw new ArithmeticException(
                    $"the path left the finite numbers at t = {k * step}: take a smaller step"
                );
            if (k % saveEvery == 0 || k == steps)
                keep((k + saveEvery - 1) / saveEvery, state);
            if (k % 10_000 != 0)
                continue;
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new RunProgress("stepping", k, steps));
        }
    }
}
