namespace MlPhys.Numerics.LinearAlgebra;

/// <summary>Checks and layouts of dense matrices.</summary>
internal static class Matrix
{
    /// <summary>The columns of a matrix one after the other.</summary>
    public static double[] Columns(double[,] matrix)
    {
        var (rows, columns) = (matrix.GetLength(0), matrix.GetLength(1));
        var result = new double[rows * columns];
        for (var i = 0; i < rows; i++)
        for (var j = 0; j < columns; j++)
            result[j * rows + i] = matrix[i, j];
        return result;
    }

    /// <summary>Refuses a matrix with an entry that is not finite.</summary>
    public static void RequireFinite(double[,] matrix, string name)
    {
        for (var i = 0; i < matrix.GetLength(0); i++)
        for (var j = 0; j < matrix.GetLength(1); j++)
            if (!double.IsFinite(matrix[i, j]))
                throw new ArgumentException($"{name}[{i}, {j}] is {matrix[i, j]}; entries must be finite", name);
    }

    /// <summary>Refuses a vector of another length, or with an entry that is not finite.</summary>
    public static void RequireFinite(double[] vector, int length, string name)
    {
        if (vector.Length != length)
            throw new ArgumentException($"{name} has length {vector.Length}; {length} was expected", name);
        RequireFinite(vector, name);
    }

    /// <summary>Refuses a vector with an entry that is not finite.</summary>
    public static void RequireFinite(ReadOnlySpan<double> vector, string name)
    {
        for (var i = 0; i < vector.Length; i++)
            if (!double.IsFinite(vector[i]))
                throw new ArgumentException($"{name}[{i}] is {vector[i]}; entries must be finite", name);
    }
}
