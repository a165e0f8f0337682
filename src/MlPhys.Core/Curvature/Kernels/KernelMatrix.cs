using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using MlPhys.Numerics.LinearAlgebra;

namespace MlPhys.Curvature.Kernels;

/// <summary>Products and distances of kernel matrices.</summary>
public static class KernelMatrix
{
    /// <summary>||K - K0|| / ||K0||, Frobenius norms.</summary>
    /// <param name="kernel">K.</param>
    /// <param name="start">K0, of the same size.</param>
    /// <exception cref="ArgumentException">Sizes differ, or an entry is not finite.</exception>
    public static double RelativeChange(double[,] kernel, double[,] start)
    {
        RequireSame(kernel, start);
        return TensorPrimitives.Distance(Entries(kernel), Entries(start)) / TensorPrimitives.Norm(Entries(start));
    }

    /// <summary>1 - &lt;K, K0&gt; / (||K|| ||K0||): 0 for kernels of one direction (Fort et al. 2020).</summary>
    /// <param name="kernel">K.</param>
    /// <param name="start">K0, of the same size.</param>
    /// <exception cref="ArgumentException">Sizes differ, or an entry is not finite.</exception>
    public static double Distance(double[,] kernel, double[,] start)
    {
        RequireSame(kernel, start);
        // |u - v|^2 / 2 of the unit matrices: 1 minus the cosine would lose what is left near 0.
        var a = Entries(kernel);
        var b = Entries(start);
        var (normA, normB) = (TensorPrimitives.Norm(a), TensorPrimitives.Norm(b));
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            var difference = a[i] / normA - b[i] / normB;
            sum += difference * difference;
        }
        return sum / 2;
    }

    /// <summary>&lt;K, L&gt; / (||K|| ||L||): kernel alignment (Cristianini et al. 2001).</summary>
    /// <param name="kernel">K.</param>
    /// <param name="other">L, of the same size.</param>
    /// <exception cref="ArgumentException">Sizes differ, or an entry is not finite.</exception>
    public static double Alignment(double[,] kernel, double[,] other)
    {
        RequireSame(kernel, other);
        return TensorPrimitives.CosineSimilarity(Entries(kernel), Entries(other));
    }

    /// <summary>Alignment of the centred kernels: CKA (Cortes, Mohri and Rostamizadeh 2012).</summary>
    /// <inheritdoc cref="Alignment"/>
    public static double CentredAlignment(double[,] kernel, double[,] other) =>
        Alignment(Centred(kernel), Centred(other));

    /// <summary>The kernel Y Y^T of targets.</summary>
    /// <param name="targets">[n, outputs].</param>
    public static double[,] OfTargets(double[,] targets)
    {
        var (n, width) = (targets.GetLength(0), targets.GetLength(1));
        var kernel = new double[n, n];
        var all = Entries(targets);
        for (var i = 0; i < n; i++)
        for (var j = 0; j <= i; j++)
            kernel[i, j] = kernel[j, i] = TensorPrimitives.Dot(
                all.Slice(i * width, width),
                all.Slice(j * width, width)
            );
        return kernel;
    }

    /// <summary>H K H with H = 1 - 11^T / n: rows and columns of mean zero.</summary>
    /// <param name="kernel">Square.</param>
    /// <exception cref="ArgumentException">Not square, or not finite.</exception>
    public static double[,] Centred(double[,] kernel)
    {
        var n = Require(kernel, nameof(kernel));
        var (rows, columns) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            var row = Entries(kernel).Slice(i * n, n);
            rows[i] = TensorPrimitives.Sum(row) / n;
            TensorPrimitives.Add(columns, row, columns);
        }
        var mean = rows.Sum() / n;
        var centred = new double[n, n];
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
            centred[i, j] = kernel[i, j] - rows[i] - columns[j] / n + mean;
        return centred;
    }

    /// <summary>Refuses a matrix that is not square and finite; gives its size.</summary>
    internal static int Require(double[,] kernel, string name)
    {
        var n = kernel.GetLength(0);
        if (n == 0 || n != kernel.GetLength(1))
            throw new ArgumentException($"{name} is {n} x {kernel.GetLength(1)}; it must be square", name);
        Matrix.RequireFinite(kernel, name);
        return n;
    }

    internal static double Trace(double[,] kernel) => Enumerable.Range(0, kernel.GetLength(0)).Sum(i => kernel[i, i]);

    internal static double Inner(double[,] a, double[,] b) => TensorPrimitives.Dot(Entries(a), Entries(b));

    private static ReadOnlySpan<double> Entries(double[,] matrix) =>
        MemoryMarshal.CreateReadOnlySpan(
            ref System.Runtime.CompilerServices.Unsafe.As<byte, double>(
                ref MemoryMarshal.GetArrayDataReference(matrix)
            ),
            matrix.Length
        );

    private static void RequireSame(double[,] a, double[,] b)
    {
        if (a.GetLength(0) != b.GetLength(0) || a.GetLength(1) != b.GetLength(1))
            throw new ArgumentException(
                $"the kernels are {a.GetLength(0)} x {a.GetLength(1)} and {b.GetLength(0)} x {b.GetLength(1)}; expected one size",
                nameof(b)
            );
        Matrix.RequireFinite(a, nameof(a));
        Matrix.RequireFinite(b, nameof(b));
    }
}
