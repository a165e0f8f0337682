using MlPhys.Curvature.Objectives;
using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>Whether fewer numbers are fitted than there are parameters: the Gauss-Newton matrix is then singular whatever the network.</summary>
internal static class Starved
{
    public static bool Is(Objective objective)
    {
        using var untracked = no_grad();
        using var output = objective.Structure.Module.call(objective.Input.narrow(0, 0, 1));
        var outputs = output.numel() - (objective.Loss.IgnoresCommonShift ? 1 : 0);
        return (double)objective.Samples * outputs < objective.Dimension;
    }
}
