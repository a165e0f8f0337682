namespace MlPhys.Curvature;

/// <summary>The kernels of a fully connected network of infinite width, in closed form.</summary>
/// <remarks>
/// <para>Covariance of the outputs (NNGP) and tangent kernel (NTK) by the recursion K1 = sb2 + sw2 x.x'/d, T1 = K1 and, for each hidden
/// layer, K' = sb2 + sw2 E[phi phi], T' = K' + sw2 T E[phi' phi'].</para>
/// <para>Sources: Jacot, Gabriel and Hongler (2018), theorem 1; arc-cosine expectations of Cho and Saul (2009), arc-sine ones of
/// Williams (1997).</para>
/// </remarks>
/// <param name="Activation">The non-linearity.</param>
/// <param name="HiddenLayers">Number of hidden layers; 0: linear regression.</param>
/// <param name="WeightVariance">sw2, variance of the weights times the fan-in.</param>
/// <param name="BiasVariance">sb2, variance of the biases.</param>
public sealed record InfiniteWidthKernel(
    InfiniteWidthActivation Activation,
    int HiddenLayers,
    double WeightVariance = 2,
    double BiasVariance = 0
)
{
    /// <summary>Both kernels between the rows of two sets of inputs.</summary>
    /// <param name="x1">Inputs [n1, d].</param>
    /// <param name="x2">Inputs [n2, d].</param>
    /// <exception cref="ArgumentException">The widths differ or are zero.</exception>
    public KernelPair Between(double[,] x1, double[,] x2)
    {
        var dimension = x1.GetLength(1);
        if (dimension == 0 || x2.GetLength(1) != dimension)
            throw new ArgumentException(
                $"x2 has {x2.GetLength(1)} columns; x1 has {dimension}; both need the same, not 0",
                nameof(x2)
            );
        var (rows, columns) = (x1.GetLength(0), x2.GetLength(0));
        var (nngp, ntk) = (new double[rows, columns], new double[rows, columns]);
        var variances1 = LayerVariances(x1);
        var variances2 = LayerVariances(x2);
        for (var i = 0; i < rows; i++)
        for (var j = 0; j < columns; j++)
        {
            var covariance = First(Dot(x1, i, x2, j) / dimension);
            var isSame = IsSame(x1, i, x2, j);
            var tangent = covariance;
            for (var layer = 0; layer < HiddenLayers; layer++)
            {
                var (value, slope) = Activation.Expectations(
                    variances1[layer, i],
                    variances2[layer, j],
                    covariance,
                    isSame
                );
                covariance = First(value);
                tangent = covariance + WeightVariance * tangent * slope;
            }
            (nngp[i, j], ntk[i, j]) = (covariance, tangent);
        }
        return new KernelPair(nngp, ntk);
    }

    /// <summary>Both kernels among the rows of one set of inputs.</summary>
    /// <param name="x">Inputs [n, d].</param>
    public KernelPair Of(double[,] x) => Between(x, x);

    private double First(double expectation) => BiasVariance + WeightVariance * expectation;

    /// <summary>Variance of the pre-activations [layer, sample].</summary>
    private double[,] LayerVariances(double[,] x)
    {
        var (samples, dimension) = (x.GetLength(0), x.GetLength(1));
        var variances = new double[HiddenLayers + 1, samples];
        for (var i = 0; i < samples; i++)
        {
            variances[0, i] = First(Dot(x, i, x, i) / dimension);
            for (var layer = 0; layer < HiddenLayers; layer++)
            {
                var k = variances[layer, i];
                variances[layer + 1, i] = First(Activation.Expectations(k, k, k, isSame: true).Value);
            }
        }
        return variances;
    }

    private static double Dot(double[,] a, int i, double[,] b, int j)
    {
        var sum = 0.0;
        for (var k = 0; k < a.GetLength(1); k++)
            sum += a[i, k] * b[j, k];
        return sum;
    }

    private static bool IsSame(double[,] a, int i, double[,] b, int j)
    {
        for (var k = 0; k < a.GetLength(1); k++)
            if (a[i, k] != b[j, k])
                return false;
        return true;
    }
}
