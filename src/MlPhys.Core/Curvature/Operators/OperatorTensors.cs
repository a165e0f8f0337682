using static TorchSharp.torch;

namespace MlPhys.Curvature.Operators;

/// <summary>Arrays of vectors as tensors with a vector a row, and back.</summary>
internal static class OperatorTensors
{
    public static ScalarType Wider(ScalarType a, ScalarType b) =>
        a == ScalarType.Float64 || b == ScalarType.Float64 ? ScalarType.Float64 : a;

    public static Tensor Of(double[] x, ScalarType type) => tensor(x).to(type);

    public static Tensor OfColumns(double[,] block, ScalarType type) => tensor(block).t().to(type).contiguous();

    public static double[] ToArray(Tensor x) => x.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();

    public static double[,] ToColumns(Tensor rows)
    {
        var columns = rows.detach().t().to(ScalarType.Float64).contiguous();
        var matrix = new double[columns.shape[0], columns.shape[1]];
        Buffer.BlockCopy(columns.data<double>().ToArray(), 0, matrix, 0, sizeof(double) * matrix.Length);
        return matrix;
    }

    public static double[][] ToRows(Tensor rows)
    {
        using var scope = NewDisposeScope();
        return [.. Enumerable.Range(0, (int)rows.shape[0]).Select(i => ToArray(rows[i]))];
    }

    public static Tensor OfRows(IReadOnlyList<double[]> rows, ScalarType type)
    {
        using var scope = NewDisposeScope();
        return stack([.. rows.Select(row => Of(row, type))], 0).MoveToOuterDisposeScope();
    }
}
