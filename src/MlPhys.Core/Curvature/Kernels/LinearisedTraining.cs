using MlPhys.Numerics.LinearAlgebra;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Kernels;

/// <summary>Full-batch gradient descent on the half square loss for a network that stays linear in its parameters.</summary>
/// <remarks>
/// f_T = f_0 + K(x, X) K^-1 (1 - (1 - eta K / n)^T) (y - f_0) by eigendecomposition (Lee et al., "Wide neural networks of any depth
/// evolve as linear models", 2019). Directions whose eigenvalue is nothing to rounding do not move.
/// </remarks>
public sealed class LinearisedTraining
{
    private const double Nothing = 1e-13;
    private readonly double[] eigenvalues;
    private readonly double[,] components;
    private readonly double[,] vectors;
    private readonly double[,] start;

    private LinearisedTraining(double[] eigenvalues, double[,] vectors, double[,] components, double[,] start) =>
        (this.eigenvalues, this.vectors, this.components, this.start) = (eigenvalues, vectors, components, start);

    /// <summary>Largest stable learning rate, 2 n / largest eigenvalue.</summary>
    public double LargestRate => 2.0 * eigenvalues.Length / eigenvalues[^1];

    /// <summary>Takes up the kernel among the training inputs.</summary>
    /// <param name="kernel">K [n, n], the same for every output, as that of infinitely wide networks.</param>
    /// <param name="targets">y [n, outputs].</param>
    /// <param name="start">f_0 at the training inputs [n, outputs].</param>
    /// <exception cref="ArgumentException">Shapes do not fit, or an entry is not finite.</exception>
    public static LinearisedTraining Of(double[,] kernel, double[,] targets, double[,] start)
    {
        var n = KernelMatrix.Require(kernel, nameof(kernel));
        if (targets.GetLength(0) != n || start.GetLength(0) != n || start.GetLength(1) != targets.GetLength(1))
            throw new ArgumentException(
                $"targets are {targets.GetLength(0)} x {targets.GetLength(1)} and start {start.GetLength(0)} x {start.GetLength(1)}; expected {n} rows and equal columns",
                nameof(targets)
            );
        Matrix.RequireFinite(targets, nameof(targets));
        Matrix.RequireFinite(start, nameof(start));
        using var scope = NewDisposeScope();
        var (values, basis) = linalg.eigh(from_array(kernel));
        var errors = basis.t().mm(from_array(targets) - from_array(start));
        return new LinearisedTraining(values.data<double>().ToArray(), Rows(basis), Rows(errors), start);
    }

    /// <summary>Outputs at the training inputs after so many steps [n, outputs].</summary>
    /// <param name="steps">T, 0 or more; infinite: the end of training.</param>
    /// <param name="rate">eta, below <see cref="LargestRate"/>.</param>
    public double[,] Train(double steps, double rate) =>
        Moved(start, vectors, (value, learned) => Learned(value, steps, rate) * learned);

    /// <summary>Outputs at other inputs after so many steps [m, outputs].</summary>
    /// <param name="cross">K(x, X) [m, n].</param>
    /// <param name="atStart">f_0 at those inputs [m, outputs].</param>
    /// <param name="steps">T, 0 or more; infinite: the end of training.</param>
    /// <param name="rate">eta, below <see cref="LargestRate"/>.</param>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    public double[,] Predict(double[,] cross, double[,] atStart, double steps, double rate)
    {
        if (cross.GetLength(1) != eigenvalues.Length || atStart.GetLength(0) != cross.GetLength(0))
            throw new ArgumentException(
                $"cross is {cross.GetLength(0)} x {cross.GetLength(1)}; expected {atStart.GetLength(0)} x {eigenvalues.Length}",
                nameof(cross)
            );
        using var scope = NewDisposeScope();
        var projected = Rows(from_array(cross).mm(from_array(vectors)));
        return Moved(
            atStart,
            projected,
            (value, error) => value > Nothing * eigenvalues[^1] ? Learned(value, steps, rate) / value * error : 0
        );
    }

    private double Learned(double eigenvalue, double steps, double rate)
    {
        var factor = rate * Math.Max(eigenvalue, 0) / eigenvalues.Length;
        if (!(factor is >= 0 and < 2))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, $"a rate lies between 0 and {LargestRate}");
        return 1 - Math.Pow(1 - factor, steps);
    }

    private double[,] Moved(double[,] from, double[,] basis, Func<double, double, double> weight)
    {
        var (rows, outputs) = (from.GetLength(0), from.GetLength(1));
        var result = (double[,])from.Clone();
        for (var k = 0; k < outputs; k++)
        for (var a = 0; a < eigenvalues.Length; a++)
        {
            var amount = weight(eigenvalues[a], components[a, k]);
            for (var i = 0; i < rows; i++)
                result[i, k] += basis[i, a] * amount;
        }
        return result;
    }

    private static double[,] Rows(Tensor matrix) => (double[,])matrix.contiguous().data<double>().ToNDArray();
}
