namespace MlPhys.Curvature.Spectra;

/// <summary>How much memory dense work may take.</summary>
/// <param name="Bytes">Positive.</param>
public sealed record MemoryBudget(long Bytes)
{
    /// <summary>4 GiB.</summary>
    public static MemoryBudget Default { get; } = new(4L << 30);

    /// <summary>Whether so many float64 numbers fit.</summary>
    public bool Holds(double numbers) => sizeof(double) * numbers <= Bytes;

    /// <summary>Refuses work that does not fit.</summary>
    /// <param name="numbers">Numbers in float64 that it needs at once.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <exception cref="InvalidOperationException">It does not fit.</exception>
    public void Require(double numbers, string what)
    {
        if (!Holds(numbers))
            throw new InvalidOperationException(
                $"{what} needs {sizeof(double) * numbers / (1 << 20):F0} MiB; the budget is {Bytes / (1 << 20)} MiB: set a larger one or work matrix-free"
            );
    }
}
