using MlPhys.SparseIdentification.Adaptive;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Rates;

/// <summary>The identification of a rate law: data, library, selection; nothing runs before <see cref="Fit"/>.</summary>
public sealed record RateIdentification
{
    internal RateIdentification(RateTable table) => Table = table;

    /// <summary>The measured rates.</summary>
    public RateTable Table { get; }

    /// <summary>The functions to choose from.</summary>
    public Library Library { get; private init; } = Library.Polynomial(2) + Library.Saturation();

    /// <summary>How terms are chosen.</summary>
    public Selection Selection { get; private init; } = Selection.AddRemove();

    /// <summary>How the scatter depends on the rate.</summary>
    public NoiseModel Noise { get; private init; } = NoiseModel.Auto;

    /// <summary>Sets the library.</summary>
    public RateIdentification WithLibrary(Library library) => this with { Library = library };

    /// <summary>Sets the selection.</summary>
    public RateIdentification WithSelection(Selection selection) => this with { Selection = selection };

    /// <summary>Sets the noise model.</summary>
    public RateIdentification WithNoise(NoiseModel noise) => this with { Noise = noise };

    /// <summary>Searches the law.</summary>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="InvalidOperationException">No conditions, a constant condition, an empty library, or fewer than four measurements.</exception>
    /// <exception cref="ArgumentException">A candidate that is not finite on the data.</exception>
    public RateLaw Fit(CancellationToken cancellation = default)
    {
        if (Table.Variables.IsEmpty)
            throw new InvalidOperationException($"'{Table.Target.Name}' has no conditions beside it; add them by With");
        var table = Table.Complete();
        if (table.Count < 4)
            throw new InvalidOperationException(
                $"{table.Count} measurements{(table.Count < Table.Count ? " without missing values" : "")}, expected at least 4"
            );
        foreach (var variable in table.Variables)
            if (Column.Constant(variable.Values) is { } value)
                throw new InvalidOperationException(
                    $"column '{variable.Name}' is {value} throughout, expected one that changes; leave it out"
                );
        var candidates = Library.Candidates(Table.Variables.Length).ToArray();
        if (candidates.Length == 0)
            throw new InvalidOperationException("the library has no candidates");
        return new RateSearch(table, candidates, Selection, cancellation).Run(Noise);
    }
}
