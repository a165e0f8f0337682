using MlPhys.Curvature.Layers;
using MlPhys.Curvature.Objectives;
using MlPhys.Figures;
using MlPhys.Numerics.LinearAlgebra;
using MlPhys.Numerics.Random;

namespace MlPhys.Symmetries;

/// <summary>The loss on a plane through the present weights.</summary>
/// <remarks>Li, Xu, Taylor, Studer and Goldstein, NeurIPS 2018, for filter-normalised random directions.</remarks>
/// <param name="First">Steps along the first direction.</param>
/// <param name="Second">Steps along the second direction.</param>
/// <param name="Loss">Loss [second, first].</param>
public sealed record LossPlane(double[] First, double[] Second, double[,] Loss)
{
    /// <summary>The loss on a grid; the weights are put back.</summary>
    /// <param name="objective">Loss, network and data.</param>
    /// <param name="first">First direction, length P.</param>
    /// <param name="second">Second direction, length P.</param>
    /// <param name="reach">Largest step along each, positive.</param>
    /// <param name="points">Points along each, at least 3.</param>
    /// <exception cref="ArgumentException">A direction of another length, or not finite.</exception>
    public static LossPlane Through(Objective objective, double[] first, double[] second, double reach, int points = 25)
    {
        Matrix.RequireFinite(first, objective.Dimension, nameof(first));
        Matrix.RequireFinite(second, objective.Dimension, nameof(second));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(reach);
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 3);
        var steps = Enumerable.Range(0, points).Select(i => reach * (2.0 * i / (points - 1) - 1)).ToArray();
        var loss = new double[points, points];
        var start = objective.Structure.Parameters.Read();
        try
        {
            for (var j = 0; j < points; j++)
            for (var i = 0; i < points; i++)
            {
                var (a, b) = (steps[i], steps[j]);
                objective.Structure.Parameters.Write([.. start.Select((t, k) => t + a * first[k] + b * second[k])]);
                loss[j, i] = objective.Value();
            }
        }
        finally
        {
            objective.Structure.Parameters.Write(start);
        }
        return new LossPlane(steps, steps, loss);
    }

    /// <summary>A random direction in which each filter (row of a weight) is as long as the network's own.</summary>
    /// <param name="objective">Loss, network and data.</param>
    /// <param name="seed">Of the direction.</param>
    public static double[] FilterNormalised(Objective objective, long seed)
    {
        var parameters = objective.Structure.Parameters;
        var (direction, weights) = (
            new RandomStream(seed).Split("direction").Gaussians(parameters.Length),
            parameters.Read()
        );
        foreach (var slice in parameters.Slices)
        foreach (var (start, length) in Filters(slice))
        {
            var scale = Norm(weights, start, length) / Norm(direction, start, length);
            for (var i = start; i < start + length; i++)
                direction[i] *= scale;
        }
        return direction;
    }

    /// <summary>The loss as a map with level lines.</summary>
    /// <param name="firstLabel">Name of the first direction.</param>
    /// <param name="secondLabel">Name of the second direction.</param>
    public Figure Figure(string firstLabel = "first direction", string secondLabel = "second direction") =>
        MlPhys
            .Figures.Figure.Titled("Loss")
            .WithXAxis(firstLabel)
            .WithYAxis(secondLabel)
            .WithHeatMap(First, Second, Loss, "loss")
            .WithContour(First, Second, Loss);

    /// <summary>The loss as a surface.</summary>
    /// <param name="firstLabel">Name of the first direction.</param>
    /// <param name="secondLabel">Name of the second direction.</param>
    public Figure Surface(string firstLabel = "first direction", string secondLabel = "second direction") =>
        MlPhys
            .Figures.Figure.Titled("Loss")
            .WithXAxis(firstLabel)
            .WithYAxis(secondLabel)
            .WithSurface(First, Second, Loss, "loss");

    /// <summary>Rows of a weight; a bias is left with its random direction scaled as a whole.</summary>
    private static IEnumerable<(int Start, int Length)> Filters(ParameterSlice slice)
    {
        var count = slice.Shape.Length > 1 ? (int)slice.Shape[0] : 1;
        var length = slice.Length / count;
        return Enumerable.Range(0, count).Select(i => (slice.Offset + i * length, length));
    }

    private static double Norm(double[] v, int start, int length) =>
        Math.Max(Math.Sqrt(v.AsSpan(start, length).ToArray().Sum(x => x * x)), double.Epsilon);
}
