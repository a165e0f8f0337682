using MlPhys.Numerics.Lanes;
using MlPhys.Numerics.Random;

namespace MlPhys.Flows.Fitting;

/// <summary>The negative log-likelihood, with each sample turned by the augmentation where there is one.</summary>
internal sealed class LikelihoodObjective(Flow flow, Func<double[], RandomStream, double[]>? augmentation) : IObjective
{
    public LaneProgram Program { get; } = flow.LossProgram();

    public double[,] Inputs(double[,] data, ReadOnlySpan<int> rows, long seed)
    {
        var columns = data.GetLength(1);
        var inputs = new double[rows.Length, columns];
        var random = new RandomStream(seed);
        var sample = new double[columns];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < columns; j++)
                sample[j] = data[rows[i], j];
            var turned = augmentation?.Invoke(sample, random) ?? sample;
            for (var j = 0; j < columns; j++)
                inputs[i, j] = turned[j];
        }
        return inputs;
    }
}
