using MlPhys.Curvature.Objectives;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Curvature.Operators;

/// <summary>Curvature matrices by the slow way: central differences of gradients and of outputs, sample by sample.</summary>
internal static class DenseCurvature
{
    private const double Step = 1e-5;

    public static double[,] Hessian(Objective objective) => Symmetric(Differences(objective, objective.Gradient));

    public static double[,] GaussNewton(Objective objective)
    {
        var jacobian = Differences(objective, () => Outputs(objective));
        var output = tensor(Outputs(objective)).view(objective.Samples, -1);
        var blocks = objective.Loss.OutputHessian(output, objective.Target);
        var (p, k) = (objective.Dimension, (int)output.shape[1]);
        var sum = new double[p, p];
        for (var i = 0; i < p; i++)
        for (var j = 0; j < p; j++)
        {
            for (var n = 0; n < objective.Samples; n++)
            for (var a = 0; a < k; a++)
            for (var b = 0; b < k; b++)
                sum[i, j] += jacobian[n * k + a, i] * blocks[n, a, b].item<double>() * jacobian[n * k + b, j];
            if (i == j)
                sum[i, j] += objective.WeightDecay;
        }
        return sum;
    }

    public static double[,] EmpiricalFisher(Objective objective)
    {
        var p = objective.Dimension;
        var sum = new double[p, p];
        foreach (var sample in objective.InBatches(1).Batches())
        {
            var gradient = Objective
                .Of(objective.Structure.Module, sample.Input, sample.Target, objective.Loss)
                .Gradient();
            for (var i = 0; i < p; i++)
            for (var j = 0; j < p; j++)
                sum[i, j] += gradient[i] * gradient[j] / objective.Samples;
        }
        return sum;
    }

    public static double LargestDifference(double[,] a, double[,] b)
    {
        Assert.Equal((a.GetLength(0), a.GetLength(1)), (b.GetLength(0), b.GetLength(1)));
        return a.Cast<double>().Zip(b.Cast<double>(), (x, y) => Math.Abs(x - y)).Max();
    }

    private static double[] Outputs(Objective objective)
    {
        using var untracked = no_grad();
        return objective.Structure.Module.call(objective.Input).contiguous().data<double>().ToArray();
    }

    private static double[,] Differences(Objective objective, Func<double[]> value)
    {
        var parameters = objective.Structure.Parameters;
        var start = parameters.Read();
        var matrix = new double[value().Length, start.Length];
        for (var j = 0; j < start.Length; j++)
        {
            var moved = start.ToArray();
            moved[j] = start[j] + Step;
            parameters.Write(moved);
            var above = value();
            moved[j] = start[j] - Step;
            parameters.Write(moved);
            var below = value();
            for (var i = 0; i < above.Length; i++)
                matrix[i, j] = (above[i] - below[i]) / (2 * Step);
        }
        parameters.Write(start);
        return matrix;
    }

    private static double[,] Symmetric(double[,] a)
    {
        var n = a.GetLength(0);
        var mean = new double[n, n];
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
            mean[i, j] = (a[i, j] + a[j, i]) / 2;
        return mean;
    }
}
