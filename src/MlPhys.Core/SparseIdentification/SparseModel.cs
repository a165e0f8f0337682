using System.Collections.Immutable;
using MlPhys.SparseIdentification.Dynamics;
using MlPhys.SparseIdentification.Fields;
using MlPhys.SparseIdentification.Rates;
using MlPhys.SparseIdentification.Streams;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification;

/// <summary>The entry: equations from data, by choosing few terms from a library.</summary>
public static class SparseModel
{
    /// <summary>A rate law r = f(x1, x2, ...) for measured rates.</summary>
    public static RateIdentification For(RateTable table) => new(table);

    /// <summary>A dynamical law x' = f(x, u) for a measured trajectory.</summary>
    public static DynamicsIdentification For(Trajectory trajectory) => new([trajectory]);

    /// <summary>One dynamical law x' = f(x, u) for several trajectories of the same states and inputs.</summary>
    /// <exception cref="ArgumentException">No trajectory, or trajectories of different variables.</exception>
    public static DynamicsIdentification For(IEnumerable<Trajectory> trajectories)
    {
        ImmutableArray<Trajectory> all = [.. trajectories];
        if (all.IsEmpty)
            throw new ArgumentException("no trajectory, expected at least one", nameof(trajectories));
        var names = Names(all[0]);
        var odd = all.Index().FirstOrDefault(t => !string.Equals(Names(t.Item), names, StringComparison.Ordinal));
        if (odd.Item is not null)
            throw new ArgumentException(
                $"trajectory {odd.Index + 1} has the variables {Names(odd.Item)}, expected {names} as in the first",
                nameof(trajectories)
            );
        foreach (var (index, trajectory) in all.Index())
            RequireUnits(all[0], trajectory, index + 1);
        return new DynamicsIdentification(all);
    }

    /// <summary>A partial differential equation for a measured field.</summary>
    public static FieldIdentification For(Field field) => new(field);

    /// <summary>A dynamical law for samples that come block by block, in constant memory whatever their number.</summary>
    /// <param name="states">Names of the states.</param>
    /// <exception cref="ArgumentException">No state, or a name that is there twice.</exception>
    public static StreamIdentification ForStream(params IEnumerable<string> states) => new([.. states]);

    private static void RequireUnits(Trajectory first, Trajectory other, int number)
    {
        var pairs = first.Variables.Zip(other.Variables, (a, b) => (a.Name, Expected: a.Unit, Found: b.Unit));
        foreach (var (name, expected, found) in pairs.Prepend(("time", first.TimeUnit, other.TimeUnit)))
            if (!string.Equals(expected, found, StringComparison.Ordinal))
                throw new ArgumentException(
                    $"'{name}' of trajectory {number} is in '{found}', expected '{expected}' as in the first",
                    nameof(other)
                );
    }

    private static string Names(Trajectory trajectory) => string.Join(", ", trajectory.Variables.Select(v => v.Name));
}
