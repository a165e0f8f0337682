using MlPhys.Curvature.Layers;
using MlPhys.Curvature.Objectives;
using MlPhys.Curvature.Spectra;
using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>Explains the near-zero Hessian eigenvalues of a network by its exact and approximate symmetries.</summary>
/// <remarks>
/// The question is that of Kühn and Rosenow, "Explaining Near-Zero Hessian Eigenvalues Through Approximate Symmetries in Neural Networks"; the
/// definitions of overlap, baseline and controls are this library's own.
/// </remarks>
public sealed record SymmetryAnalysis
{
    private SymmetryAnalysis(nn.Module<Tensor, Tensor> model) => Model = model;

    private nn.Module<Tensor, Tensor> Model { get; }

    /// <summary>Memory for dense work; what does not fit is done without matrices.</summary>
    public MemoryBudget Budget { get; private init; } = MemoryBudget.Default;

    /// <summary>Largest number of parameters for which the Hessian is diagonalised.</summary>
    public int DenseLimit { get; private init; } = 3000;

    /// <summary>Seed of random vectors.</summary>
    public long Seed { get; private init; } = 1;

    /// <summary>Random vectors of the density, for networks above the dense limit.</summary>
    public int Probes { get; private init; } = 6;

    /// <summary>Lanczos steps of each.</summary>
    public int Steps { get; private init; } = 80;

    /// <summary>The analysis of a network.</summary>
    /// <param name="model">A <c>Sequential</c>, or a module of the user's built of known layers.</param>
    /// <exception cref="ArgumentException">No trainable parameters, or weights that are not finite.</exception>
    public static SymmetryAnalysis Of(nn.Module<Tensor, Tensor> model)
    {
        NetworkStructure.Of(model);
        return new(model);
    }

    /// <summary>With another budget of memory, and another size up to which the Hessian is diagonalised.</summary>
    /// <param name="budget">Memory for dense work.</param>
    /// <param name="denseLimit">Parameters.</param>
    public SymmetryAnalysis Within(MemoryBudget budget, int denseLimit = 3000) =>
        this with
        {
            Budget = budget,
            DenseLimit = denseLimit,
        };

    /// <summary>With other numbers of random vectors and Lanczos steps for networks above the dense limit.</summary>
    /// <param name="probes">At least 2.</param>
    /// <param name="steps">At least 10.</param>
    /// <param name="seed">Of the vectors.</param>
    public SymmetryAnalysis WithDensity(int probes, int steps, long seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(probes, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 10);
        return this with { Probes = probes, Steps = steps, Seed = seed };
    }

    /// <summary>On data.</summary>
    /// <param name="input">Inputs [N, ...].</param>
    /// <param name="target">Targets [N, ...].</param>
    /// <param name="loss">Mean loss.</param>
    /// <exception cref="ArgumentException">Data that do not fit together, a loss that is no scalar, or a batch norm that would learn while it is watched.</exception>
    public SymmetryStudy On(Tensor input, Tensor target, LossFunction loss) =>
        new(this, Checked(Objective.Of(Model, input, target, loss)));

    private static Objective Checked(Objective objective)
    {
        var learning = objective
            .Structure.Layers.OfType<NormalizationLayer>()
            .FirstOrDefault(l =>
                l.Kind == NormalizationKind.BatchTraining
                && l.Module is TorchSharp.Modules.BatchNorm { track_running_stats: true }
            );
        return learning is null
            ? objective
            : throw new ArgumentException(
                $"batch norm {learning.Name} is in training mode and would move its running statistics: call eval(), or make it with track_running_stats false",
                nameof(objective)
            );
    }
}
