using MlPhys.Runs;
using static TorchSharp.torch;

namespace MlPhys.Training;

/// <summary>A network in training that can stop between any two steps and go on to the same bits.</summary>
public interface ITrainingRun
{
    /// <summary>Steps done.</summary>
    int Step { get; }

    /// <summary>Whether the loss left the numbers; no more steps are done then.</summary>
    bool IsDiverged { get; }

    /// <summary>Does steps until so many more are done, the plan is finished, or the run diverges.</summary>
    /// <param name="steps">How many.</param>
    void Advance(int steps);

    /// <summary>Loss and accuracy on a data set.</summary>
    Score Evaluate(TrainingData data);

    /// <summary>The network as a module of known layers, for its tangent kernel.</summary>
    nn.Module<Tensor, Tensor> ToModule();

    /// <summary>Weight of a parameter of the module in the kernel that drives training.</summary>
    /// <param name="parameter">Name as in <c>named_parameters</c>.</param>
    double KernelRate(string parameter);

    /// <summary>The state, to go on later.</summary>
    Checkpoint Save();
}
