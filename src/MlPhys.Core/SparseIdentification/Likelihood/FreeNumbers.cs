using MlPhys.SparseIdentification.Gram;

namespace MlPhys.SparseIdentification.Likelihood;

/// <summary>The numbers of a law that are free once the tied ones follow: p = T q with one entry a row of T.</summary>
internal sealed class FreeNumbers
{
    private const int Held = -1;
    private readonly int[] places;
    private readonly double[] factors;

    /// <summary>The free numbers among <paramref name="count"/> under the given ties.</summary>
    public FreeNumbers(int count, IEnumerable<Tie> ties)
    {
        var tied = ties.ToDictionary(t => t.Number);
        places = new int[count];
        factors = new double[count];
        for (var i = 0; i < count; i++)
            (places[i], factors[i]) =
                !tied.TryGetValue(i, out var tie) ? (Count++, 1)
                : tie.Of < 0 ? (Held, 0)
                : (places[tie.Of], tie.Factor);
    }

    /// <summary>How many numbers are free.</summary>
    public int Count { get; }

    /// <summary>The normal equations in the free numbers: T'GT and T'b.</summary>
    public GramSystem Reduced(GramSystem full)
    {
        var matrix = new double[Count, Count];
        var right = new double[Count];
        int[] moving = [.. Enumerable.Range(0, places.Length).Where(i => places[i] != Held)];
        foreach (var i in moving)
        {
            right[places[i]] += factors[i] * full.Right[i];
            foreach (var j in moving)
                matrix[places[i], places[j]] += factors[i] * factors[j] * full.Matrix[i, j];
        }
        return full with { Matrix = matrix, Right = right };
    }

    /// <summary>The moves of all numbers from those of the free ones.</summary>
    public double[] Expanded(double[] free) => [.. places.Select((at, i) => at == Held ? 0 : factors[i] * free[at])];

    /// <summary>The covariance of all numbers from that of the free ones.</summary>
    public double[][] Expanded(double[][] covariance) =>
        [
            .. places.Select(
                (a, i) =>
                    places
                        .Select((b, j) => a == Held || b == Held ? 0 : factors[i] * factors[j] * covariance[a][b])
                        .ToArray()
            ),
        ];
}
