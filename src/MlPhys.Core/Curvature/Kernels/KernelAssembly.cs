using System.Numerics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Kernels;

/// <summary>A kernel that is put together block by block.</summary>
internal sealed class KernelAssembly(KernelMode mode, int rows, int columns, int outputs)
{
    private readonly int side = mode == KernelMode.Full ? outputs : 1;

    /// <summary>The kernel, sample-major.</summary>
    public double[,] Values { get; } =
        mode switch
        {
            KernelMode.Full => new double[rows * outputs, columns * outputs],
            KernelMode.Trace => new double[rows, columns],
            _ => new double[rows, outputs],
        };

    /// <summary>Puts a block [outputs, samples, outputs, samples'] or [samples, samples'] at its place, where asked with its mirror image.</summary>
    public void Put(Tensor block, int firstRow, int firstColumn, bool isMirrored)
    {
        var extents = (Rows: (int)block.shape[^1], Columns: (int)block.shape[^1]);
        extents.Rows = (int)(block.numel() / (side * side) / extents.Columns);
        if (block.dtype == ScalarType.Float64)
            Copy(MemoryMarshal.Cast<byte, double>(block.bytes), extents, firstRow, firstColumn, isMirrored);
        else
            Copy(MemoryMarshal.Cast<byte, float>(block.bytes), extents, firstRow, firstColumn, isMirrored);
    }

    /// <summary>Puts a diagonal [outputs, samples] at its place.</summary>
    public void PutDiagonal(Tensor block, int first)
    {
        using var turned = block.t().to(ScalarType.Float64).contiguous();
        var entries = turned.data<double>().ToArray();
        Buffer.BlockCopy(entries, 0, Values, sizeof(double) * first * outputs, sizeof(double) * entries.Length);
    }

    private void Copy<T>(
        ReadOnlySpan<T> block,
        (int Rows, int Columns) extents,
        int firstRow,
        int firstColumn,
        bool isMirrored
    )
        where T : struct, INumberBase<T>
    {
        var length = side * extents.Columns;
        for (var i = 0; i < extents.Rows; i++)
        for (var k = 0; k < side; k++)
            Interleave(
                block.Slice((k * extents.Rows + i) * length, length),
                extents.Columns,
                1,
                Row((firstRow + i) * side + k).Slice(firstColumn * side, length)
            );
        if (!isMirrored)
            return;
        for (var j = 0; j < extents.Columns; j++)
        for (var l = 0; l < side; l++)
            Interleave(
                block[(l * extents.Columns + j)..],
                extents.Rows * length,
                length,
                Row((firstColumn + j) * side + l).Slice(firstRow * side, side * extents.Rows)
            );
    }

    /// <summary>Writes samples one after the other, the outputs of each side by side.</summary>
    private void Interleave<T>(ReadOnlySpan<T> from, int outputStep, int sampleStep, Span<double> to)
        where T : struct, INumberBase<T>
    {
        var at = 0;
        for (var sample = 0; at < to.Length; sample++)
        for (var output = 0; output < side; output++)
            to[at++] = double.CreateTruncating(from[output * outputStep + sample * sampleStep]);
    }

    private Span<double> Row(int row) => MemoryMarshal.CreateSpan(ref Values[row, 0], Values.GetLength(1));
}
