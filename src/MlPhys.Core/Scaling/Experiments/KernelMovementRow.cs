namespace MlPhys.Scaling.Experiments;

/// <summary>The kernel before and after training at one size, means over repetitions (of changes: geometric ones).</summary>
/// <param name="Size">Width or number of training samples.</param>
/// <param name="RelativeChange">||K - K0|| / ||K0||.</param>
/// <param name="CkaBefore">Centred alignment with the targets at the start.</param>
/// <param name="CkaAfter">Centred alignment with the targets at the end.</param>
/// <param name="TraceRatio">Trace at the end over that at the start.</param>
/// <param name="EntropyBefore">Von Neumann entropy at the start.</param>
/// <param name="EntropyAfter">Von Neumann entropy at the end.</param>
/// <param name="TestLoss">Test loss at the end.</param>
public sealed record KernelMovementRow(
    double Size,
    double RelativeChange,
    double CkaBefore,
    double CkaAfter,
    double TraceRatio,
    double EntropyBefore,
    double EntropyAfter,
    double TestLoss
)
{
    /// <summary>What training adds to the alignment with the targets.</summary>
    public double CkaGain => CkaAfter - CkaBefore;

    internal static KernelMovementRow Of(int size, RunResult[] runs)
    {
        double Mean(Func<RunResult, double> value) => runs.Average(value);
        return new KernelMovementRow(
            size,
            Math.Exp(Mean(run => Math.Log(run.Last.KernelChange))),
            Mean(run => run.Measurements[0].TargetCka),
            Mean(run => run.Last.TargetCka),
            Math.Exp(Mean(run => Math.Log(run.Last.KernelTrace / run.Measurements[0].KernelTrace))),
            Mean(run => run.Measurements[0].KernelEntropy),
            Mean(run => run.Last.KernelEntropy),
            Math.Exp(Mean(run => Math.Log(run.Last.TestLoss)))
        );
    }
}
