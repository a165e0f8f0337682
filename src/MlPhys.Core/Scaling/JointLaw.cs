namespace MlPhys.Scaling;

/// <summary>The joint scaling law L(N, D) = E + A / N^alpha + B / D^beta.</summary>
/// <remarks>Source: Hoffmann et al. (2022), eq. 2; the optimum below is their eq. 4.</remarks>
/// <param name="E">Irreducible loss.</param>
/// <param name="A">Coefficient of the model-size term.</param>
/// <param name="B">Coefficient of the data term.</param>
/// <param name="Alpha">Exponent of the model size.</param>
/// <param name="Beta">Exponent of the data.</param>
public sealed record JointLaw(double E, double A, double B, double Alpha, double Beta)
{
    /// <summary>Exponent of the compute-optimal model size, N ~ C^a.</summary>
    public double ModelExponent => Beta / (Alpha + Beta);

    /// <summary>Loss of a model of size n trained on d samples.</summary>
    public double Loss(double n, double d) => E + A * Math.Pow(n, -Alpha) + B * Math.Pow(d, -Beta);

    /// <summary>The split of a budget between size and data that the law makes best, with C = 6 N D.</summary>
    /// <param name="compute">Budget in FLOP.</param>
    public ComputeOptimum ComputeOptimal(double compute)
    {
        var balance = Math.Pow(Alpha * A / (Beta * B), 1 / (Alpha + Beta));
        var n = balance * Math.Pow(compute / 6, ModelExponent);
        var d = compute / (6 * n);
        return new ComputeOptimum(compute, n, d, Loss(n, d));
    }
}
