using MlPhys.Numerics.LinearAlgebra;

namespace MlPhys.Numerics.Differential;

/// <summary>The Rosenbrock method RODAS: order 4 with an embedded order 3, six stages, stiffly accurate and L-stable.</summary>
/// <remarks>Hairer and Wanner, Solving Ordinary Differential Equations II (2nd ed., 1996), sections IV.7 and IV.10; coefficients of their code.</remarks>
internal sealed class Rodas4(VectorField field, int dimension, Func<double, double[], double[,]>? jacobian)
    : Stepper(field, dimension)
{
    private const double Gamma = 0.25;
    private const int Stages = 6;
    private static readonly double[] C = [0, 0.386, 0.21, 0.63, 1, 1];
    private static readonly double[] TimeWeights = [0.25, -0.1043, 0.1035, -0.03620000000000023, 0, 0];

    private static readonly double[][] A =
    [
        [],
        [1.544],
        [0.9466785280815826, 0.2557011698983284],
        [3.314825187068521, 2.896124015972201, 0.9986419139977817],
        [1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950],
        [1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950, 1],
    ];

    private static readonly double[][] CoupledStages =
    [
        [],
        [-5.6688],
        [-2.430093356833875, -0.2063599157091915],
        [-0.1073529058151375, -9.594562251023355, -20.47028614809616],
        [7.496443313967647, -10.24680431464352, -33.99990352819905, 11.70890893206160],
        [8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054],
    ];

    private static readonly double[] Dense2 =
    [
        10.12623508344586,
        -7.487995877610167,
        -34.80091861555747,
        -7.992771707568823,
        1.025137723295662,
    ];

    private static readonly double[] Dense3 =
    [
        -0.6762803392806898,
        6.087714651680015,
        16.43084320892478,
        24.76722511418386,
        -6.594389125716872,
    ];

    private readonly double[] stages = new double[Stages * dimension];
    private readonly double[] derivative = new double[dimension];
    private readonly double[] timeDerivative = new double[dimension];
    private readonly double[] shifted = new double[dimension];
    private readonly double[] point = new double[dimension];
    private readonly double[] zero = new double[dimension];
    private readonly double[,] slopes = new double[dimension, dimension];
    private readonly LuFactors factors = new(dimension);

    public override int ErrorOrder => 4;

    public override ReadOnlySpan<double> Derivative => derivative;

    public override void Begin(double t, ReadOnlySpan<double> y)
    {
        Evaluate(t, y, derivative);
        Linearise(t, y);
    }

    public override void Attempt(double t, double h, ReadOnlySpan<double> y, Span<double> next, Span<double> error)
    {
        if (!FactoriseAt(h))
        {
            error.Fill(double.NaN);
            return;
        }
        derivative.CopyTo(next);
        for (var s = 0; s < Stages; s++)
        {
            if (s > 0)
            {
                Combine(y, 1, A[s], stages, point);
                Evaluate(t + C[s] * h, point, next);
            }
            var stage = stages.AsSpan(s * Dimension, Dimension);
            Combine(next, 1 / h, CoupledStages[s], stages, stage);
            for (var i = 0; i < Dimension; i++)
                stage[i] += h * TimeWeights[s] * timeDerivative[i];
            factors.Solve(stage);
        }
        stages.AsSpan((Stages - 1) * Dimension).CopyTo(error);
        for (var i = 0; i < Dimension; i++)
            next[i] = point[i] + error[i];
    }

    public override void Dense(double h, ReadOnlySpan<double> y, ReadOnlySpan<double> next, Span<double> polynomial)
    {
        var n = Dimension;
        var second = polynomial[(2 * n)..(3 * n)];
        var third = polynomial[(3 * n)..(4 * n)];
        Combine(zero, 1, Dense2, stages, second);
        Combine(zero, 1, Dense3, stages, third);
        for (var i = 0; i < n; i++)
        {
            var (bend, skew) = (second[i], third[i]);
            polynomial[i] = y[i];
            polynomial[n + i] = next[i] - y[i] + bend;
            polynomial[2 * n + i] = skew - bend;
            polynomial[3 * n + i] = -skew;
            polynomial[4 * n + i] = 0;
        }
    }

    public override void Accept(double t, ReadOnlySpan<double> next) => Begin(t, next);

    /// <summary>Fills df/dy (given, or by forward differences) and df/dt.</summary>
    private void Linearise(double t, ReadOnlySpan<double> y)
    {
        var root = Math.ScaleB(1, -26);
        var dt = root * Math.Max(Math.Abs(t), 1e-5);
        Evaluate(t + dt, y, timeDerivative);
        for (var i = 0; i < Dimension; i++)
            timeDerivative[i] = (timeDerivative[i] - derivative[i]) / dt;
        if (jacobian is not null)
        {
            Take(jacobian(t, y.ToArray()));
            return;
        }
        y.CopyTo(point);
        for (var j = 0; j < Dimension; j++)
        {
            var dy = root * Math.Max(Math.Abs(y[j]), 1e-5);
            point[j] = y[j] + dy;
            dy = point[j] - y[j];
            Evaluate(t, point, shifted);
            for (var i = 0; i < Dimension; i++)
                slopes[i, j] = (shifted[i] - derivative[i]) / dy;
            point[j] = y[j];
        }
    }

    private void Take(double[,] given)
    {
        if (given.GetLength(0) != Dimension || given.GetLength(1) != Dimension)
            throw new ArgumentException(
                $"the Jacobian is {given.GetLength(0)} x {given.GetLength(1)}; {Dimension} x {Dimension} was expected"
            );
        Array.Copy(given, slopes, given.Length);
    }

    /// <summary>Factorises 1/(h gamma) - df/dy.</summary>
    private bool FactoriseAt(double h)
    {
        for (var i = 0; i < Dimension; i++)
        {
            var row = factors.Row(i);
            for (var j = 0; j < Dimension; j++)
                row[j] = -slopes[i, j];
            row[i] += 1 / (h * Gamma);
        }
        return factors.Factorise();
    }
}
