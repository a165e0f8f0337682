namespace MlPhys.Numerics.LinearAlgebra;

/// <summary>A tridiagonal system of equations, solved by elimination without pivoting: for diagonally dominant or spline systems.</summary>
internal sealed class Tridiagonal(int size)
{
    private readonly double[] below = new double[size];
    private readonly double[] diagonal = new double[size];
    private readonly double[] above = new double[size];
    private readonly double[] right = new double[size];

    public void SetRow(int i, double lower, double middle, double upper, double value) =>
        (below[i], diagonal[i], above[i], right[i]) = (lower, middle, upper, value);

    public double[] Solve()
    {
        var (d, solution) = (diagonal.ToArray(), right.ToArray());
        for (var i = 1; i < size; i++)
        {
            var factor = below[i] / d[i - 1];
            d[i] -= factor * above[i - 1];
            solution[i] -= factor * solution[i - 1];
        }
        solution[^1] /= d[^1];
        for (var i = size - 2; i >= 0; i--)
            solution[i] = (solution[i] - above[i] * solution[i + 1]) / d[i];
        return solution;
    }
}
