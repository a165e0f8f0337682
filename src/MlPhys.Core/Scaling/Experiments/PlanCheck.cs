using MlPhys.Training;

namespace MlPhys.Scaling.Experiments;

/// <summary>Refuses runs that are not possible before anything is written.</summary>
internal static class PlanCheck
{
    private const int LargestProbe = 2000;

    public static void Require(RunSpec run)
    {
        var (samples, shape, outputs) = ExperimentData.Known[run.DataSet];
        if (run.Samples > samples)
            throw new ArgumentException(
                $"axis 'samples' holds {run.Samples}; the data set '{run.DataSet}' has {samples} training samples",
                nameof(run)
            );
        if (run.Model == "conv" && shape.Length != 3)
            throw new ArgumentException(
                $"the data set '{run.DataSet}' has no images for the model 'conv'",
                nameof(run)
            );
        if (outputs == 1 && run.Loss == TrainingLoss.CrossEntropy)
            throw new ArgumentException(
                $"the data set '{run.DataSet}' has one real output; the loss must be halfSquare, found crossEntropy",
                nameof(run)
            );
        if (run.Probe < 0 || run.Probe > LargestProbe)
            throw new ArgumentException($"probe is {run.Probe}; expected 0 to {LargestProbe}", nameof(run));
        if (run.Records < 0)
            throw new ArgumentException($"records is {run.Records}; expected 0 or more", nameof(run));
        if (run.Batch < 1 || !(run.Momentum is >= 0 and < 1))
            throw new ArgumentException(
                $"batch is {run.Batch} and momentum {run.Momentum}; expected 1 or more and [0, 1)",
                nameof(run)
            );
    }
}
