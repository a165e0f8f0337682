using System.Numerics.Tensors;
using MlPhys.Numerics.LinearAlgebra;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Tables;
using MlPhys.SparseIdentification.Weak;

namespace MlPhys.SparseIdentification.Fields;

/// <summary>The most likely coefficients of a field equation whose terms are known: the field nearest to the measured one
/// that obeys the weak equations. Noise stands in the regressors and in the target alike and test functions overlap, so
/// that least squares on the rows is biased and wasteful.</summary>
/// <remarks>
/// With rows r(u, c) = y(u) - Theta(u) c, their gradients K by the field, and C = K K', each step solves
/// min |eps|^2 subject to K eps = r + K (u - v) - Theta dc around the denoised field v: dc by least squares whitened by C,
/// eps = K' C^-1 (...). The covariance is that of WENDy (Bortz, Messenger and Dukic 2023); the denoised field in place of
/// the measured one takes away its bias.
/// </remarks>
internal sealed class FieldLikelihood
{
    private const int Steps = 5;
    private const double Jitter = 1e-10;
    private readonly FieldTerm[] terms;
    private readonly WeakGrid grid;
    private readonly double[] measured;
    private readonly double[] target;
    private readonly double[][] templates;
    private readonly Tape functions;

    /// <summary>Prepares the equations.</summary>
    public FieldLikelihood(Field field, FieldTerm[] terms, WeakGrid grid)
    {
        (this.terms, this.grid) = (terms, grid);
        measured = new double[field.Values.Length];
        Buffer.BlockCopy(field.Values, 0, measured, 0, measured.Length * sizeof(double));
        target = grid.Template(0, 1);
        TensorPrimitives.Negate(target, target);
        templates = [.. terms.Select(t => grid.Template(t.Order, 0))];
        for (var j = 0; j < terms.Length; j++)
            if (terms[j].Order % 2 == 1)
                TensorPrimitives.Negate(templates[j], templates[j]);
        functions = new Tape([.. terms.Select(t => t.Body), .. terms.Select(t => t.Body.DerivativeByVariable(0))]);
    }

    /// <summary>Coefficients with standard errors, and the noise level of the field.</summary>
    internal sealed record Estimate(double[] Coefficients, double[] Errors, double Noise);

    /// <summary>The estimate from a first guess of the coefficients.</summary>
    public Estimate Fit(double[] start, CancellationToken cancellation)
    {
        var coefficients = (double[])start.Clone();
        var field = (double[])measured.Clone();
        double[] errors = [];
        var noise = 0.0;
        for (var step = 0; step < Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (gradients, residual, theta) = Rows(field, coefficients);
            var factor = CholeskyFactor.Of(Covariance(gradients));
            var white = Array.ConvertAll(theta, t => Whitened(factor, t));
            var system = Adaptive.VariableProjection.Gram(white);
            var whiteResidual = Whitened(factor, residual);
            double[] right = [.. white.Select(w => TensorPrimitives.Dot<double>(w, whiteResidual))];
            var move = Fitting.SymmetricSystem.Solve(system, right, 0);
            for (var j = 0; j < move.Length; j++)
            {
                coefficients[j] += move[j];
                TensorPrimitives.MultiplyAdd(theta[j], -move[j], residual, residual);
            }
            var multipliers = (double[])residual.Clone();
            factor.Solve(multipliers);
            field = Denoised(gradients, multipliers);
            noise = Math.Sqrt(
                TensorPrimitives.Dot<double>(residual, multipliers) / Math.Max(1, residual.Length - terms.Length)
            );
            var inverse = Fitting.SymmetricSystem.Inverse(system);
            errors = [.. terms.Select((_, j) => noise * Math.Sqrt(inverse[j, j]))];
        }
        return new Estimate(coefficients, errors, noise);
    }

    /// <summary>For each row the gradient by the field in its window, the residual linearised to the measured field, and the regressors.</summary>
    private (double[][] Gradients, double[] Residual, double[][] Theta) Rows(double[] field, double[] coefficients)
    {
        var values = functions.Evaluate([field], field.Length, default);
        var difference = new double[field.Length];
        TensorPrimitives.Subtract(measured, field, difference);
        var gradients = new double[grid.Count][];
        var residual = new double[grid.Count];
        var theta = Array.ConvertAll(terms, _ => new double[grid.Count]);
        var window = new double[grid.Area];
        for (var m = 0; m < grid.Count; m++)
        {
            var gradient = gradients[m] = (double[])target.Clone();
            grid.Window(m, field, window);
            residual[m] = TensorPrimitives.Dot<double>(target, window);
            for (var j = 0; j < terms.Length; j++)
            {
                grid.Window(m, values[j], window);
                theta[j][m] = TensorPrimitives.Dot<double>(templates[j], window);
                residual[m] -= coefficients[j] * theta[j][m];
                grid.Window(m, values[terms.Length + j], window);
                TensorPrimitives.Multiply(window, templates[j], window);
                TensorPrimitives.MultiplyAdd(window, -coefficients[j], gradient, gradient);
            }
            grid.Window(m, difference, window);
            residual[m] += TensorPrimitives.Dot<double>(gradient, window);
        }
        return (gradients, residual, theta);
    }

    private double[,] Covariance(double[][] gradients)
    {
        var covariance = new double[grid.Count, grid.Count];
        for (var a = 0; a < grid.Count; a++)
        {
            for (var b = 0; b < a; b++)
                covariance[a, b] = covariance[b, a] = grid.Overlap(a, gradients[a], b, gradients[b]);
            covariance[a, a] = TensorPrimitives.SumOfSquares<double>(gradients[a]) * (1 + Jitter);
        }
        return covariance;
    }

    private double[] Denoised(double[][] gradients, double[] multipliers)
    {
        var field = (double[])measured.Clone();
        for (var m = 0; m < grid.Count; m++)
            grid.AddTo(m, gradients[m], -multipliers[m], field);
        return field;
    }

    private static double[] Whitened(CholeskyFactor factor, double[] rows)
    {
        var white = (double[])rows.Clone();
        factor.SolveLower(white);
        return white;
    }
}
