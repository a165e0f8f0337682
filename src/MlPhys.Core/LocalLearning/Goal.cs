using System.Collections.Immutable;
using System.Globalization;
using MlPhys.Figures;
using MlPhys.Information;

namespace MlPhys.LocalLearning;

/// <summary>
/// What a neuron learns to do: G = sum of weight times atom + residual weight times H(Y|X), to be made large.
/// </summary>
/// <remarks>Makkeh et al., PNAS 122, e2408125122 (2025); Schneider et al., arXiv 2412.02482.</remarks>
public sealed class Goal
{
    private readonly AntichainNames _names;
    private readonly double[] _weights;

    private Goal(string name, AntichainNames names, double[] weights, double residual)
    {
        (Name, _names, _weights, ResidualWeight) = (name, names, weights, residual);
        Lattice = RedundancyLattice.Of(names.Sources.Length);
    }

    /// <summary>Name of the goal.</summary>
    public string Name { get; }

    /// <summary>Names of the sources that the atoms speak of.</summary>
    public ImmutableArray<string> Sources => _names.Sources;

    /// <summary>Weight of the residual entropy.</summary>
    public double ResidualWeight { get; }

    /// <summary>Weight of each atom in the order of the lattice.</summary>
    public ImmutableArray<double> Weights => [.. _weights];

    /// <summary>Names of the atoms in the order of <see cref="Weights"/>.</summary>
    public ImmutableArray<string> Atoms => [.. Lattice.Antichains.Select(_names.Write)];

    internal RedundancyLattice Lattice { get; }

    /// <summary>
    /// Weights of the cumulative redundancies, kappa = M^T gamma: only antichains with a weight other than zero need to be computed.
    /// </summary>
    internal double[] RedundancyWeights =>
        [
            .. Enumerable
                .Range(0, _weights.Length)
                .Select(b => _weights.Select((weight, a) => weight * Lattice.Moebius[a, b]).Sum()),
        ];

    /// <summary>A goal from weighted atoms; atoms not named have weight zero.</summary>
    /// <param name="sources">Names of two or three sources, the receptive one first.</param>
    /// <param name="atoms">Atom names such as {F}{C} with their weights.</param>
    /// <param name="residual">Weight of the residual entropy H(Y|X).</param>
    /// <param name="name">Name of the goal.</param>
    /// <exception cref="ArgumentException">An unknown atom, one that is named twice, or a weight that is not finite.</exception>
    public static Goal OfAtoms(
        IEnumerable<string> sources,
        IEnumerable<Tuple<string, double>> atoms,
        double residual = 0,
        string name = "own"
    )
    {
        var names = Named(sources);
        var lattice = RedundancyLattice.Of(names.Sources.Length);
        var weights = new double[lattice.Antichains.Length];
        var seen = new HashSet<int>();
        foreach (var (atom, weight) in atoms)
        {
            var at = lattice.IndexOf(names.Read(atom));
            if (!seen.Add(at))
                throw new ArgumentException($"atom {atom} is named twice", nameof(atoms));
            weights[at] = Finite(weight, atom);
        }
        return new Goal(name, names, weights, Finite(residual, "H(Y|X)"));
    }

    /// <summary>A goal from one weight for each atom, in the order of <see cref="Atoms"/>, and optionally one for H(Y|X).</summary>
    /// <param name="sources">Names of two or three sources, the receptive one first.</param>
    /// <param name="weights">4 or 5 numbers for two sources, 18 or 19 for three.</param>
    /// <param name="name">Name of the goal.</param>
    /// <exception cref="ArgumentException">Another count, or a number that is not finite.</exception>
    public static Goal OfWeights(IEnumerable<string> sources, double[] weights, string name = "own")
    {
        var names = Named(sources);
        var count = RedundancyLattice.Of(names.Sources.Length).Antichains.Length;
        if (weights.Length != count && weights.Length != count + 1)
            throw new ArgumentException(
                $"{names.Sources.Length} sources need {count} weights, or {count + 1} with the residual entropy, found {weights.Length}",
                nameof(weights)
            );
        foreach (var weight in weights)
            Finite(weight, "a weight");
        return new Goal(name, names, weights[..count], weights.Length > count ? weights[count] : 0);
    }

    /// <summary>The weights of the atoms as bars, beside those of other goals.</summary>
    /// <param name="beside">Goals over the same number of sources.</param>
    /// <exception cref="ArgumentException">A goal over another number of sources.</exception>
    public Figure Figure(params IEnumerable<Goal> beside)
    {
        string[] atoms = [.. Atoms.Append("H(Y|X)").Select(AntichainNames.Label)];
        var figure = Figures.Figure.Titled("Weights of the atoms").WithYAxis("weight").WithSize(900, 420);
        foreach (var goal in beside.Prepend(this))
            figure =
                goal.Sources.Length == Sources.Length
                    ? figure.WithBars(atoms, [.. goal.Weights, goal.ResidualWeight], goal.Name)
                    : throw new ArgumentException(
                        $"goal '{goal.Name}' speaks of {goal.Sources.Length} sources, expected {Sources.Length}",
                        nameof(beside)
                    );
        return figure;
    }

    /// <summary>The goal as a formula.</summary>
    public override string ToString()
    {
        var terms = Atoms
            .Zip(_weights, (atom, weight) => (atom, weight))
            .Append(("H(Y|X)", ResidualWeight))
            .Where(t => t.Item2 != 0)
            .Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Item2:+0.####;-0.####} {t.Item1}"));
        return $"{Name}: {string.Join(' ', terms)}";
    }

    private static AntichainNames Named(IEnumerable<string> sources)
    {
        var names = new AntichainNames([.. sources]);
        return names.Sources.Length is 2 or 3
            ? names
            : throw new ArgumentException(
                $"a goal speaks of 2 or 3 sources, found {names.Sources.Length}",
                nameof(sources)
            );
    }

    private static double Finite(double weight, string what) =>
        double.IsFinite(weight)
            ? weight
            : throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the weight of {what} is {weight}, expected a finite number"
                ),
                nameof(weight)
            );
}
