namespace MlPhys.Numerics.Differential;

/// <summary>The pair of Dormand and Prince, order 5 with an embedded order 4; the last stage of a step is the first of the next.</summary>
/// <remarks>
/// Dormand and Prince, J. Comput. Appl. Math. 6, 19 (1980); dense output after Hairer, Norsett and Wanner, Solving ODEs I, section II.6.
/// </remarks>
internal sealed class DormandPrince(VectorField field, int dimension) : Stepper(field, dimension)
{
    private static readonly double[][] A =
    [
        [1.0 / 5],
        [3.0 / 40, 9.0 / 40],
        [44.0 / 45, -56.0 / 15, 32.0 / 9],
        [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729],
        [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656],
        [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84],
    ];

    private static readonly double[] C = [1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1];

    private static readonly double[] ErrorWeights =
    [
        71.0 / 57600,
        0,
        -71.0 / 16695,
        71.0 / 1920,
        -17253.0 / 339200,
        22.0 / 525,
        -1.0 / 40,
    ];

    private static readonly double[] DenseWeights =
    [
        -12715105075.0 / 11282082432,
        0,
        87487479700.0 / 32700410799,
        -10690763975.0 / 1880347072,
        701980252875.0 / 199316789632,
        -1453857185.0 / 822651844,
        69997945.0 / 29380423,
    ];

    private readonly double[] stages = new double[7 * dimension];
    private readonly double[] zero = new double[dimension];

    public override int ErrorOrder => 5;

    public override ReadOnlySpan<double> Derivative => Stage(0);

    public override void Begin(double t, ReadOnlySpan<double> y) => Evaluate(t, y, Stage(0));

    public override void Attempt(double t, double h, ReadOnlySpan<double> y, Span<double> next, Span<double> error)
    {
        for (var s = 0; s < A.Length; s++)
        {
            Combine(y, h, A[s], stages, next);
            Evaluate(t + C[s] * h, next, Stage(s + 1));
        }
        Combine(zero, h, ErrorWeights, stages, error);
    }

    public override void Dense(double h, ReadOnlySpan<double> y, ReadOnlySpan<double> next, Span<double> polynomial)
    {
        var n = Dimension;
        var fourth = polynomial[(4 * n)..];
        Combine(zero, h, DenseWeights, stages, fourth);
        for (var i = 0; i < n; i++)
        {
            var change = next[i] - y[i];
            var bend = h * stages[i] - change;
            var skew = change - h * stages[6 * n + i] - bend;
            polynomial[i] = y[i];
            polynomial[n + i] = change + bend;
            polynomial[2 * n + i] = skew + fourth[i] - bend;
            polynomial[3 * n + i] = -skew - 2 * fourth[i];
        }
    }

    public override void Accept(double t, ReadOnlySpan<double> next) => Stage(6).CopyTo(Stage(0));

    private Span<double> Stage(int s) => stages.AsSpan(s * Dimension, Dimension);
}
