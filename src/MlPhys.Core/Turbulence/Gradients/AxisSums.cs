namespace MlPhys.Turbulence.Gradients;

/// <summary>Sums for the checks: count, trace², Tr A², Tr A³, nine means, nine squares.</summary>
internal static class AxisSums
{
    public const int Count = 22;

    public static void Add(ReadOnlySpan<double> a, Span<double> sums)
    {
        var trace = a[0] + a[4] + a[8];
        sums[0]++;
        sums[1] += trace * trace;
        for (var i = 0; i < 3; i++)
        for (var j = 0; j < 3; j++)
        {
            sums[2] += a[3 * i + j] * a[3 * j + i];
            for (var k = 0; k < 3; k++)
                sums[3] += a[3 * i + j] * a[3 * j + k] * a[3 * k + i];
            sums[4 + 3 * i + j] += a[3 * i + j];
            sums[13 + 3 * i + j] += a[3 * i + j] * a[3 * i + j];
        }
    }

    /// <summary>⟨A:A⟩.</summary>
    public static double Square(double[] sums) => sums.Skip(13).Sum() / sums[0];

    public static double Trace(double[] sums) => Math.Sqrt(sums[1] / sums[0] / Square(sums));

    public static double TraceSquare(double[] sums) => sums[2] / sums[0] / Square(sums);

    public static double TraceCube(double[] sums) => sums[3] / sums[0] / Math.Pow(Square(sums), 1.5);

    public static double LargestMean(double[] sums) =>
        sums.Skip(4).Take(9).Max(m => Math.Abs(m / sums[0])) / Math.Sqrt(Square(sums));

    /// <summary>⟨A_ij²⟩/⟨A:A⟩.</summary>
    public static double Component(double[] sums, int component) => sums[13 + component] / sums[0] / Square(sums);
}
