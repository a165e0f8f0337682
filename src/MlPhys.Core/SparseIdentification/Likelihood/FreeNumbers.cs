using MlPhys.SparseIdentification.Gram;

namespace MlPhys.SparseIdentification.Likelihood;

/// <summary>The numbers of a law that are free once the tied ones follow: p = T q with one entry a row of T.</summary>
internal sealed class FreeNumbers
{
    private readonly int[] places;
    private readonly double[] factors;

    /// <summary>The free numbers among <paramref name="count"/> under the given ties.</summary>
    public FreeNumbers(int count, IEnumerable<Tie> ties)
    {
        var tied = ties.ToDictionary(t => t.Number);
        places = new int[count];
        factors = new double[count];
        for (var i = 0; i < count; i++)
            (places[i], factors[i]) = tied.TryGetValue(i, out var tie) ? (places[tie.Of], tie.Factor) : (Count++, 1);
    }

    /// <summary>How many numbers are free.</summary>
    public int Count { get; }

    /// <summary>The normal equations in the free numbers: T'GT and T'b.</summary>
    public GramSystem Reduced(GramSystem full)
    {
        var matrix = new double[Count, Count];
        var right = new double[Count];
        for (var i = 0; i < places.Length; i++)
        {
            right[places[i]] += factors[i] * full.Right[i];
            for (var j = 0; j < places.Length; j++)
                matrix[places[i], places[j]] += factors[i] * factors[j] * full.Matrix[i, j];
        }
        return full with { Matrix = matrix, Right = right };
    }

    /// <summary>All numbers from the free ones.</summary>
    public double[] Expanded(double[] free) => [.. places.Select((at, i) => factors[i] * free[at])];

    /// <summary>The covariance of all numbers from that of the free ones.</summary>
    public double[][] Expanded(double[][] covariance) =>
        [.. places.Select((a, i) => places.Select((b, j) => factors[i] * factors[j] * covariance[a][b]).ToArray())];
}
