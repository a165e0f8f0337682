using MlPhys.SparseIdentification.Gram;

namespace MlPhys.SparseIdentification.Solvers;

/// <summary>A system whose columns are scaled to unit norm.</summary>
/// <param name="System">The scaled system.</param>
/// <param name="TargetNorm">Norm of the target.</param>
internal sealed record UnitColumns(GramSystem System, double TargetNorm)
{
    /// <summary>Scales a system.</summary>
    public static UnitColumns Of(GramSystem system)
    {
        var n = system.Count;
        var scale = Enumerable
            .Range(0, n)
            .Select(j => system.Matrix[j, j] > 0 ? 1 / Math.Sqrt(system.Matrix[j, j]) : 0)
            .ToArray();
        var matrix = new double[n, n];
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
            matrix[i, j] = system.Matrix[i, j] * scale[i] * scale[j];
        return new UnitColumns(
            system with
            {
                Matrix = matrix,
                Right = [.. system.Right.Zip(scale, (b, s) => b * s)],
            },
            Math.Sqrt(system.TotalSquares)
        );
    }

    /// <summary>The scaled system with a constant added to its diagonal.</summary>
    public GramSystem Ridged(double ridge)
    {
        if (ridge == 0)
            return System;
        var matrix = (double[,])System.Matrix.Clone();
        for (var j = 0; j < System.Count; j++)
            matrix[j, j] += ridge;
        return System with { Matrix = matrix };
    }
}
