using MlPhys.Numerics.Lanes;
using MlPhys.Numerics.Random;

namespace MlPhys.Flows.Fitting;

/// <summary>
/// Conditional flow matching along straight lines from latent noise to data: the mean square of v(x_t, t) - (x_1 - x_0). Lipman et al., ICLR 2023
/// (arXiv 2210.02747), eq. 23 with sigma 0.
/// </summary>
internal sealed class MatchingObjective(NormalizingFlow flow) : IObjective
{
    public LaneProgram Program { get; } = flow.MatchingProgram();

    public double[,] Inputs(double[,] data, ReadOnlySpan<int> rows, long seed)
    {
        var (dimension, columns) = (flow.Dimension, data.GetLength(1));
        var inputs = new double[rows.Length, columns + dimension + 1];
        var random = new RandomStream(seed);
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < columns; j++)
                inputs[i, j] = data[rows[i], j];
            for (var j = 0; j < dimension; j++)
                inputs[i, columns + j] = flow.Base.Draw(random, j);
            inputs[i, columns + dimension] = random.Uniform();
        }
        return inputs;
    }
}
