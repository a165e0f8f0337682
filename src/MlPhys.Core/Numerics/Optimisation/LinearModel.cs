using System.Numerics.Tensors;
using MlPhys.Numerics.LinearAlgebra;

namespace MlPhys.Numerics.Optimisation;

/// <summary>The linear model r + J d of the residuals over some free parameters, in units of a scale for each: its steps, rank and covariance.</summary>
internal sealed class LinearModel
{
    private readonly int[] free;
    private readonly double[] scale;
    private readonly JacobiSvd svd;
    private readonly double[] target;
    private readonly double cutoff;

    public LinearModel(double[] jacobian, double[] residuals, int[] free, double[] scale, double rankTolerance)
    {
        this.free = free;
        this.scale = [.. free.Select(j => scale[j])];
        var rows = residuals.Length;
        var columns = new double[rows * free.Length];
        for (var k = 0; k < free.Length; k++)
            TensorPrimitives.Divide(
                jacobian.AsSpan(free[k] * rows, rows),
                this.scale[k],
                columns.AsSpan(k * rows, rows)
            );
        var qr = new PivotedQr(columns, rows);
        var rotated = residuals.ToArray();
        qr.ApplyQTransposed(rotated);
        svd = new JacobiSvd(Unpivoted(qr));
        target = Array.ConvertAll(svd.Left, u => TensorPrimitives.Dot<double>(u, rotated.AsSpan(0, free.Length)));
        cutoff = rankTolerance * svd.SingularValues.Max();
    }

    public int Rank => svd.SingularValues.Count(s => s > cutoff);

    /// <summary>The least-squares step of at most (about) this scaled length, over all parameters; zero for those not free.</summary>
    public double[] Step(double radius, int parameters)
    {
        var damping = Damping(radius);
        var step = new double[parameters];
        for (var i = 0; i < target.Length; i++)
        {
            var along = Component(i, damping);
            for (var k = 0; k < free.Length; k++)
                step[free[k]] += along * svd.Right[i][k] / scale[k];
        }
        return step;
    }

    /// <summary>(J^T J)^-1 over all parameters: infinite for what the columns do not determine, NaN for those not free.</summary>
    public double[,] InverseNormalMatrix(int parameters)
    {
        var result = new double[parameters, parameters];
        for (var a = 0; a < parameters; a++)
        for (var b = 0; b < parameters; b++)
            result[a, b] = double.NaN;
        for (var a = 0; a < free.Length; a++)
        for (var b = 0; b < free.Length; b++)
            result[free[a], free[b]] = InverseEntry(a, b) / (scale[a] * scale[b]);
        return result;
    }

    private static double[][] Unpivoted(PivotedQr qr)
    {
        var columns = new double[qr.Columns][];
        for (var k = 0; k < qr.Columns; k++)
            columns[qr.Pivot[k]] = [.. Enumerable.Range(0, qr.Columns).Select(i => qr.R(i, k))];
        return columns;
    }

    private double InverseEntry(int a, int b)
    {
        var sum = 0.0;
        for (var i = 0; i < target.Length; i++)
        {
            var product = svd.Right[i][a] * svd.Right[i][b];
            if (svd.SingularValues[i] > cutoff)
                sum += product / (svd.SingularValues[i] * svd.SingularValues[i]);
            else if (Math.Abs(product) > 1e-10)
                return a == b ? double.PositiveInfinity : double.NaN;
        }
        return sum;
    }

    private double Component(int i, double damping)
    {
        var s = svd.SingularValues[i];
        return damping == 0 && s <= cutoff ? 0 : -s * target[i] / (s * s + damping);
    }

    /// <summary>The damping at which the step has the given length, to a tenth; 0 where the full step is short enough.</summary>
    /// <remarks>Hebden's iteration on the inverse length, which approaches the root from below without overshooting.</remarks>
    private double Damping(double radius)
    {
        var damping = 0.0;
        for (var iteration = 0; iteration < 100; iteration++)
        {
            var (squared, slope) = (0.0, 0.0);
            for (var i = 0; i < target.Length; i++)
            {
                var z = Component(i, damping);
                squared += z * z;
                if (z != 0)
                    slope += z * z / (svd.SingularValues[i] * svd.SingularValues[i] + damping);
            }
            var length = Math.Sqrt(squared);
            if (length <= 1.1 * radius)
                break;
            damping += (length - radius) / radius * squared / slope;
        }
        return damping;
    }
}
