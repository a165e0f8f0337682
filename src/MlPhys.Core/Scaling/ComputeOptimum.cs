namespace MlPhys.Scaling;

/// <summary>The best split of a compute budget.</summary>
/// <param name="Compute">Budget in FLOP.</param>
/// <param name="N">Model size.</param>
/// <param name="D">Data.</param>
/// <param name="Loss">Loss that the law expects there.</param>
public sealed record ComputeOptimum(double Compute, double N, double D, double Loss)
{
    /// <summary>Data per parameter.</summary>
    public double DataPerParameter => D / N;
}
