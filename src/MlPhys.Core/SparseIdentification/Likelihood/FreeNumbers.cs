using System.Numerics.Tensors;
using MlPhys.SparseIdentification.Gram;
using MlPhys.SparseIdentification.Solvers;

namespace MlPhys.SparseIdentification.Likelihood;

/// <summary>The numbers of a law that are free once the tied ones follow: p = T q with one entry a row of T.</summary>
internal sealed record FreeNumbers
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

    /// <summary>Conditions on all numbers.</summary>
    public LinearCondition[] Conditions { get; init; } = [];

    /// <summary>Whether numbers meet the conditions.</summary>
    public bool Meets(double[] numbers) => Conditions.All(c => ConstrainedSystem.IsMet(c, numbers));

    /// <summary>The moves of all numbers from their present values to the solution of the reduced normal equations of such moves.</summary>
    public double[] Moves(GramSystem reduced, double[] present)
    {
        int[] all = [.. Enumerable.Range(0, Count)];
        if (Conditions.Length == 0)
            return Expanded(CholeskyFactor.Of(reduced.Matrix, all).Solve(reduced.Right));
        var left = Array.ConvertAll(
            Conditions,
            c => c with { Row = Reduced(c.Row), Value = c.Value - TensorPrimitives.Dot<double>(c.Row, present) }
        );
        return Expanded(new ConstrainedSystem(reduced, left).Of(all).Coefficients);
    }

    /// <summary>The covariance of all numbers, up to the noise, from the reduced normal equations of the numbers themselves.</summary>
    public double[][] Covariance(GramSystem reduced)
    {
        var system = new ConstrainedSystem(reduced, Array.ConvertAll(Conditions, c => c with { Row = Reduced(c.Row) }));
        return Expanded(system.Covariance(system.Of([.. Enumerable.Range(0, Count)])));
    }

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

    private double[] Reduced(double[] row)
    {
        var free = new double[Count];
        for (var i = 0; i < row.Length; i++)
            if (places[i] != Held)
                free[places[i]] += factors[i] * row[i];
        return free;
    }

    private double[][] Expanded(double[][] covariance) =>
        [
            .. places.Select(
                (a, i) =>
                    places
                        .Select((b, j) => a == Held || b == Held ? 0 : factors[i] * factors[j] * covariance[a][b])
                        .ToArray()
            ),
        ];
}
