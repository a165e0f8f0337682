using MlPhys.SparseIdentification.Gram;
using MlPhys.SparseIdentification.Libraries;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>Refuses libraries whose functions cannot be told apart on the data, and names them.</summary>
internal static class Collinearity
{
    private const double Singular = 1e-14;

    /// <summary>Checks a system.</summary>
    /// <exception cref="InvalidOperationException">A function is zero throughout, or a combination of others.</exception>
    public static void Check(GramSystem system, IReadOnlyList<Candidate> candidates, IReadOnlyList<string> names)
    {
        var independent = new List<int>();
        for (var j = 0; j < system.Count; j++)
        {
            if (!(system.Matrix[j, j] > 0))
                throw new InvalidOperationException($"'{candidates[j].ToText(names)}' is zero on all samples");
            var shared = independent.Select(k => system.Matrix[j, k]).ToArray();
            var weights = CholeskyFactor.Of(system.Matrix, [.. independent]).Solve(shared);
            var left = system.Matrix[j, j] - shared.Zip(weights, (a, b) => a * b).Sum();
            if (left < Singular * system.Matrix[j, j])
                throw new InvalidOperationException(
                    $"'{candidates[j].ToText(names)}' is a combination of "
                        + string.Join(
                            ", ",
                            independent
                                .Zip(weights)
                                .Where(p =>
                                    p.Second * p.Second * system.Matrix[p.First, p.First] > 1e-6 * system.Matrix[j, j]
                                )
                                .Select(p => $"'{candidates[p.First].ToText(names)}'")
                        )
                        + " on the data"
                );
            independent.Add(j);
        }
    }
}
