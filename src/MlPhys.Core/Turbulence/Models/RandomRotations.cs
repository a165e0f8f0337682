using MlPhys.Flows;
using MlPhys.Numerics.Random;
using MlPhys.Turbulence.Gradients;

namespace MlPhys.Turbulence.Models;

/// <summary>Random rotations of gradients, uniform over all.</summary>
public static class RandomRotations
{
    /// <summary>The gradient seen from a randomly turned frame: the augmentation that teaches a general flow isotropy.</summary>
    /// <param name="x">Eight coordinates of <see cref="TraceFree"/>.</param>
    /// <param name="random">Source of randomness.</param>
    /// <exception cref="ArgumentException">There are not eight coordinates.</exception>
    public static double[] Turn(double[] x, RandomStream random)
    {
        if (x.Length != TraceFree.Dimension)
            throw new ArgumentException($"{x.Length} coordinates, expected {TraceFree.Dimension}", nameof(x));
        Span<double> tensor = stackalloc double[9];
        Span<double> turned = stackalloc double[9];
        TraceFree.Tensor(x, tensor);
        Turn(tensor, turned, random);
        var y = new double[TraceFree.Dimension];
        TraceFree.Coordinates(turned, y);
        return y;
    }

    /// <summary>Root mean square change of a flow's log-density when each sample is turned, in nats; 0 for an isotropic density.</summary>
    /// <param name="flow">A flow of eight coordinates.</param>
    /// <param name="x">Samples, [sample, coordinate].</param>
    /// <param name="seed">Seed of the rotations.</param>
    public static double LogDensityChange(Flow flow, double[,] x, long seed = 0)
    {
        var random = new RandomStream(seed).Split("rotations");
        var turned = new double[x.GetLength(0), TraceFree.Dimension];
        for (var n = 0; n < x.GetLength(0); n++)
        {
            var y = Turn([.. Enumerable.Range(0, TraceFree.Dimension).Select(i => x[n, i])], random);
            for (var i = 0; i < y.Length; i++)
                turned[n, i] = y[i];
        }
        var change = flow.LogDensity(x).Zip(flow.LogDensity(turned), (a, b) => (a - b) * (a - b));
        return Math.Sqrt(change.Average());
    }

    internal static void Turn(ReadOnlySpan<double> tensor, Span<double> turned, RandomStream random)
    {
        Span<double> q = stackalloc double[9];
        Draw(random, q);
        turned.Clear();
        for (var i = 0; i < 3; i++)
        for (var j = 0; j < 3; j++)
        for (var k = 0; k < 3; k++)
        for (var l = 0; l < 3; l++)
            turned[3 * i + j] += q[3 * i + k] * tensor[3 * k + l] * q[3 * j + l];
    }

    /// <summary>The rotation of a random unit quaternion.</summary>
    private static void Draw(RandomStream random, Span<double> q)
    {
        var (a, b, c, d) = (random.Gaussian(), random.Gaussian(), random.Gaussian(), random.Gaussian());
        var scale = 2 / (a * a + b * b + c * c + d * d);
        q[0] = 1 - scale * (c * c + d * d);
        q[1] = scale * (b * c - a * d);
        q[2] = scale * (b * d + a * c);
        q[3] = scale * (b * c + a * d);
        q[4] = 1 - scale * (b * b + d * d);
        q[5] = scale * (c * d - a * b);
        q[6] = scale * (b * d - a * c);
        q[7] = scale * (c * d + a * b);
        q[8] = 1 - scale * (b * b + c * c);
    }
}
