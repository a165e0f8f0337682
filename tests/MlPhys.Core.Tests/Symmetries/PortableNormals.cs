namespace MlPhys.Core.Tests.Symmetries;

/// <summary>The normal numbers of the reference values: SplitMix64 and the Box-Muller transform.</summary>
internal sealed class PortableNormals(ulong seed)
{
    private ulong state = seed;
    private double? spare;

    public double[] Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    private double Next()
    {
        if (spare is { } kept)
        {
            spare = null;
            return kept;
        }
        var radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
        var angle = 2 * Math.PI * Uniform();
        spare = radius * Math.Sin(angle);
        return radius * Math.Cos(angle);
    }

    private double Uniform()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
