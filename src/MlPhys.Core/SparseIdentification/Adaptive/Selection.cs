namespace MlPhys.SparseIdentification.Adaptive;

/// <summary>How the terms of a law are chosen from a library with inner parameters.</summary>
public sealed record Selection
{
    /// <summary>What a term must earn.</summary>
    public Criterion Criterion { get; private init; }

    /// <summary>Most terms that a law may have.</summary>
    public int MaximumTerms { get; private init; } = 6;

    /// <summary>Grows by the term that lowers the criterion most, drops and swaps terms while that lowers it further.</summary>
    public static Selection AddRemove(Criterion criterion = Criterion.ExtendedBic) => new() { Criterion = criterion };

    /// <summary>The selection with another bound on the number of terms.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one term.</exception>
    public Selection WithMaximumTerms(int terms)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(terms, 1);
        return this with { MaximumTerms = terms };
    }
}
