namespace MlPhys.Numerics.Differential;

/// <summary>The classical Runge-Kutta method; dense output by the cubic through both ends and their derivatives.</summary>
internal sealed class RungeKutta4(VectorField field, int dimension) : Stepper(field, dimension)
{
    private static readonly double[][] A =
    [
        [0.5],
        [0, 0.5],
        [0, 0, 1],
    ];
    private static readonly double[] C = [0.5, 0.5, 1];
    private static readonly double[] B = [1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6];

    private readonly double[] stages = new double[4 * dimension];
    private readonly double[] end = new double[dimension];

    public override int ErrorOrder => 0;

    public override ReadOnlySpan<double> Derivative => Stage(0);

    public override void Begin(double t, ReadOnlySpan<double> y) => Evaluate(t, y, Stage(0));

    public override void Attempt(double t, double h, ReadOnlySpan<double> y, Span<double> next, Span<double> error)
    {
        for (var s = 0; s < A.Length; s++)
        {
            Combine(y, h, A[s], stages, next);
            Evaluate(t + C[s] * h, next, Stage(s + 1));
        }
        Combine(y, h, B, stages, next);
        error.Clear();
        Evaluate(t + h, next, end);
    }

    public override void Dense(double h, ReadOnlySpan<double> y, ReadOnlySpan<double> next, Span<double> polynomial)
    {
        var n = Dimension;
        for (var i = 0; i < n; i++)
        {
            var (change, first, last) = (next[i] - y[i], h * stages[i], h * end[i]);
            polynomial[i] = y[i];
            polynomial[n + i] = first;
            polynomial[2 * n + i] = 3 * change - 2 * first - last;
            polynomial[3 * n + i] = first + last - 2 * change;
            polynomial[4 * n + i] = 0;
        }
    }

    public override void Accept(double t, ReadOnlySpan<double> next) => end.CopyTo(Stage(0));

    private Span<double> Stage(int s) => stages.AsSpan(s * Dimension, Dimension);
}
