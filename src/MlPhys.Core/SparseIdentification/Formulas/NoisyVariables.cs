namespace MlPhys.SparseIdentification.Formulas;

/// <summary>Functions of noisy variables without the bias that the noise gives them.</summary>
/// <remarks>The mean of g(x + eps) over Gaussian noise is exp(v/2 d^2/dx^2) g; the function whose mean is g is exp(-v/2 d^2/dx^2) g,
/// here to second order in v: exact for polynomials up to degree five in one variable.</remarks>
internal static class NoisyVariables
{
    /// <summary>The function whose mean over the noise is the given one.</summary>
    /// <param name="function">A function of the variables.</param>
    /// <param name="variances">Noise variance of the first variables; the others are exact.</param>
    public static Formula Unbiased(Formula function, double[] variances)
    {
        var first = Heat(function, variances);
        return function - 0.5 * first + 0.125 * Heat(first, variances);
    }

    private static Formula Heat(Formula function, double[] variances) =>
        function
            .Variables.Where(l => l < variances.Length && variances[l] > 0)
            .Select(l => variances[l] * function.DerivativeByVariable(l).DerivativeByVariable(l))
            .Aggregate((Formula)0.0, (sum, f) => sum + f);
}
