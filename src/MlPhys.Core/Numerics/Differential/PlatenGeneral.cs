using System.Numerics.Tensors;
using MlPhys.Numerics.Random;

namespace MlPhys.Numerics.Differential;

/// <summary>Platen's scheme for m processes with any noise (Kloeden and Platen 1992, 15.1.3): 2 drifts and 4 m + 1 noise matrices a step.</summary>
internal sealed class PlatenGeneral(VectorField drift, GeneralNoise noise, int n) : SdeStepper
{
    private readonly int m = noise.Processes;
    private readonly double[] a = new double[n];
    private readonly double[] ahead = new double[n];
    private readonly double[] support = new double[n];
    private readonly double[] result = new double[n];
    private readonly double[] b = new double[n * noise.Processes];
    private readonly double[] above = new double[n * noise.Processes];
    private readonly double[] below = new double[n * noise.Processes];
    private readonly double[] twoPoint = new double[noise.Processes * noise.Processes];

    public override int DriftsPerStep => 2;

    public override void Step(double t, double h, Span<double> x, ReadOnlySpan<double> increments, RandomStream stream)
    {
        var root = Math.Sqrt(h);
        DrawTwoPoint(h, stream);
        drift(t, x, a);
        noise.Columns(t, x, b);
        TensorPrimitives.MultiplyAdd(a, h, x, support);
        for (var j = 0; j < m; j++)
            TensorPrimitives.MultiplyAdd(Column(b, j), increments[j], support, support);
        drift(t + h, support, ahead);

        x.CopyTo(result);
        TensorPrimitives.MultiplyAdd(a, 0.5 * h, result, result);
        TensorPrimitives.MultiplyAdd(ahead, 0.5 * h, result, result);
        for (var j = 0; j < m; j++)
            AddOwnTerms(j, t, h, root, x, increments[j]);
        for (var r = 0; r < m && m > 1; r++)
            AddMixedTerms(r, t, root, x, increments);
        result.CopyTo(x);
    }

    private ReadOnlySpan<double> Column(double[] columns, int j) => columns.AsSpan(j * n, n);

    /// <summary>The terms of process j with itself: supports x + a h +- b_j sqrt h at the end of the step.</summary>
    private void AddOwnTerms(int j, double t, double h, double root, ReadOnlySpan<double> x, double dw)
    {
        TensorPrimitives.MultiplyAdd(a, h, x, support);
        TensorPrimitives.MultiplyAdd(Column(b, j), root, support, support);
        noise.Columns(t + h, support, above);
        TensorPrimitives.MultiplyAdd(Column(b, j), -2 * root, support, support);
        noise.Columns(t + h, support, below);
        AddWeighted(j, 0.25 * dw, 0.25 * (dw * dw - h) / root);
        TensorPrimitives.MultiplyAdd(Column(b, j), 0.5 * dw, result, result);
    }

    /// <summary>The terms of every other process j with process r: supports x +- b_r sqrt h.</summary>
    private void AddMixedTerms(int r, double t, double root, ReadOnlySpan<double> x, ReadOnlySpan<double> increments)
    {
        TensorPrimitives.MultiplyAdd(Column(b, r), root, x, support);
        noise.Columns(t, support, above);
        TensorPrimitives.MultiplyAdd(Column(b, r), -root, x, support);
        noise.Columns(t, support, below);
        for (var j = 0; j < m; j++)
        {
            if (j == r)
                continue;
            var (dw, product) = (increments[j], increments[j] * increments[r] + twoPoint[r * m + j]);
            AddWeighted(j, 0.25 * dw, 0.25 * product / root);
            TensorPrimitives.MultiplyAdd(Column(b, j), -0.5 * dw, result, result);
        }
    }

    /// <summary>Adds even * (above + below) + odd * (above - below) of column j.</summary>
    private void AddWeighted(int j, double even, double odd)
    {
        TensorPrimitives.MultiplyAdd(Column(above, j), even + odd, result, result);
        TensorPrimitives.MultiplyAdd(Column(below, j), even - odd, result, result);
    }

    /// <summary>Antisymmetric signs of size h, which stand for the areas between two Wiener processes.</summary>
    private void DrawTwoPoint(double h, RandomStream stream)
    {
        for (var r = 0; r < m; r++)
        for (var j = 0; j < r; j++)
        {
            twoPoint[r * m + j] = (stream.Bits() & 1) == 0 ? h : -h;
            twoPoint[j * m + r] = -twoPoint[r * m + j];
        }
    }
}
