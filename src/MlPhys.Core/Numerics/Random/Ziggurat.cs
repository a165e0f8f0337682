using MathNet.Numerics;

namespace MlPhys.Numerics.Random;

/// <summary>The tables of the ziggurat method for the standard normal density, 256 layers of equal area.</summary>
/// <remarks>Marsaglia and Tsang, "The ziggurat method for generating random variables", J. Stat. Softw. 5 (2000).</remarks>
internal static class Ziggurat
{
    /// <summary>Where the tail begins.</summary>
    public const double TailStart = 3.6541528853610088;

    /// <summary>Right edge of each layer, from the base up; layer i reaches from 0 to Edge[i], surely inside up to Edge[i + 1].</summary>
    public static readonly double[] Edge = Edges();

    /// <summary>The density exp(-x^2/2) at each edge.</summary>
    public static readonly double[] Height = Array.ConvertAll(Edge, Density);

    /// <summary>Edges times 2^-52, so that a 52-bit integer needs one multiplication.</summary>
    public static readonly double[] ScaledEdge = Array.ConvertAll(Edge, x => x * Math.ScaleB(1, -52));

    public static double Density(double x) => Math.Exp(-0.5 * x * x);

    private static double[] Edges()
    {
        var tail = Math.Sqrt(Math.PI / 2) * SpecialFunctions.Erfc(TailStart / Math.Sqrt(2));
        var area = TailStart * Density(TailStart) + tail;
        var edge = new double[257];
        edge[0] = area / Density(TailStart);
        edge[1] = TailStart;
        for (var i = 2; i < 256; i++)
            edge[i] = Math.Sqrt(-2 * Math.Log(area / edge[i - 1] + Density(edge[i - 1])));
        return edge;
    }
}
