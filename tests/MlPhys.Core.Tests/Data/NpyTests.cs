using System.Diagnostics;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using MlPhys.Data;

namespace MlPhys.Core.Tests.Data;

public sealed class NpyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string FilePath => folder["array.npy"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_type_comes_back_to_the_same_bits_in_every_order()
    {
        RoundTrip<bool>();
        RoundTrip<sbyte>();
        RoundTrip<byte>();
        RoundTrip<short>();
        RoundTrip<ushort>();
        RoundTrip<int>();
        RoundTrip<uint>();
        RoundTrip<long>();
        RoundTrip<ulong>();
        RoundTrip<float>();
        RoundTrip<double>();
        RoundTrip((short x) => BitConverter.Int16BitsToHalf(x));
        RoundTrip((double x) => new Complex(x, -2 * x));
    }

    [Fact]
    public void Rectangular_arrays_keep_their_shape()
    {
        Npy.Write(
            FilePath,
            new[,]
            {
                { 1.0, 2.0, 3.0 },
                { 4.0, 5.0, 6.0 },
            }
        );
        var array = Npy.Read(FilePath);
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal(
            new[,]
            {
                { 1.0, 2.0, 3.0 },
                { 4.0, 5.0, 6.0 },
            },
            array.Matrix()
        );
    }

    [Fact]
    public void A_scalar_and_an_empty_array_are_arrays_too()
    {
        Npy.Write(FilePath, NdArray.Of(new[] { 2.5f }).Reshape());
        Assert.Equal((0, 2.5f), (Npy.Read(FilePath).Shape.Count, Npy.Read(FilePath).As<float>()[0]));
        Npy.Write(FilePath, NdArray.Of(Array.Empty<int>()).Reshape(0, 4), fortranOrder: true);
        Assert.Equal([0, 4], Npy.Read(FilePath).Shape);
    }

    [Theory]
    [InlineData("float64", "C", ">", "(1, 0)")]
    [InlineData("float32", "F", "<", "(1, 0)")]
    [InlineData("int16", "F", ">", "(2, 0)")]
    [InlineData("uint64", "C", "<", "(3, 0)")]
    [InlineData("float16", "C", ">", "(1, 0)")]
    [InlineData("complex64", "F", ">", "(1, 0)")]
    [InlineData("bool", "F", "<", "(2, 0)")]
    public void Reads_what_numpy_writes(string type, string order, string endian, string version)
    {
        Python(
            $"""
            import numpy as np
            a = (np.arange(24).reshape(2, 3, 4) % 5).astype('{type}')
            a = np.array(a, dtype=a.dtype.newbyteorder('{endian}'), order='{order}')
            np.lib.format.write_array(open('{FilePath}', 'wb'), a, version={version})
            """
        );
        var array = Npy.Read(FilePath);
        Assert.Equal([2, 3, 4], array.Shape);
        var values = array.Values is Complex[] complex ? [.. complex.Select(z => z.Real)] : array.Doubles();
        var expected = Enumerable.Range(0, 24).Select(i => (double)(i % 5));
        Assert.Equal(type == "bool" ? expected.Select(x => Math.Min(x, 1)) : expected, values);
    }

    [Fact]
    public void Numpy_reads_what_is_written()
    {
        var values = NdArray.Of(new[] { 1.5, -2, 3, 4, 5, 6 }).Reshape(2, 3);
        Npy.Write(FilePath, values, fortranOrder: true, bigEndian: true);
        Npz.Write(folder["a.npz"], [new("weights", values), new("n/steps", NdArray.Of(new[] { 7L }))], compress: true);
        Assert.Equal(
            "[[1.5, -2.0, 3.0], [4.0, 5.0, 6.0]] [[1.5, -2.0, 3.0], [4.0, 5.0, 6.0]] [7]",
            Python(
                $"""
                import numpy as np
                z = np.load('{folder["a.npz"]}')
                print(np.load('{FilePath}').tolist(), z['weights'].tolist(), z['n/steps'].tolist())
                """
            )
        );
    }

    [Fact]
    public void Rows_are_read_in_blocks()
    {
        Npy.Write(
            FilePath,
            NdArray.Of(Enumerable.Range(0, 30).Select(i => (float)i).ToArray()).Reshape(10, 3),
            bigEndian: true
        );
        using var rows = Npy.Open(FilePath);
        Assert.Equal([10, 3], rows.Shape);
        var block = rows.Read(7, 2);
        Assert.Equal([2, 3], block.Shape);
        Assert.Equal([21, 22, 23, 24, 25, 26], block.As<float>());
        Assert.Throws<ArgumentOutOfRangeException>(() => rows.Read(9, 2));
    }

    [Fact]
    public void Memory_that_is_there_is_filled_when_it_fits()
    {
        Npy.Write(FilePath, NdArray.Of(new[] { 1f, 2f, 3f, 4f }).Reshape(2, 2), bigEndian: true);
        var values = new float[4];
        var array = Npy.ReadInto(FilePath, values);
        Assert.Same(values, array.Values);
        Assert.Equal([2, 2], array.Shape);
        Assert.Equal([1, 2, 3, 4], values);
        var error = Assert.Throws<InvalidDataException>(() => Npy.ReadInto(FilePath, new double[4]));
        Assert.Contains("holds 4 values of Single, expected 4 of Double", error.Message, StringComparison.Ordinal);
        Npy.Write(FilePath, NdArray.Of(values).Reshape(2, 2), fortranOrder: true);
        Assert.Throws<InvalidDataException>(() => Npy.ReadInto(FilePath, values));
    }

    [Fact]
    public void Another_type_than_asked_for_is_said()
    {
        var error = Assert.Throws<InvalidOperationException>(() => NdArray.Of(new[] { 1, 2 }).As<double>());
        Assert.Equal("the array holds Int32, not Double", error.Message);
        Assert.Throws<ArgumentException>(() => NdArray.Of(new[] { 1m }));
        Assert.Throws<ArgumentException>(() => NdArray.Of(new[] { 1.0, 2.0 }).Reshape(3));
    }

    private void RoundTrip<T>()
        where T : unmanaged => RoundTrip((T x) => x);

    private void RoundTrip<TDrawn, T>(Func<TDrawn, T> map)
        where T : unmanaged =>
        Prop.ForAll<TDrawn[], bool, (bool Fortran, bool BigEndian)>(
                (drawn, isCube, order) =>
                {
                    T[] values = Array.ConvertAll([.. drawn, .. drawn, .. drawn], x => map(x));
                    var shape = isCube ? new[] { drawn.Length, 1, 3 } : [3, drawn.Length];
                    Npy.Write(FilePath, NdArray.Of(values).Reshape(shape), order.Fortran, order.BigEndian);
                    var read = Npy.Read(FilePath);
                    return read.Shape.SequenceEqual(shape) && Same(values, read.As<T>());
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static bool Same<T>(T[] one, T[] two)
        where T : unmanaged =>
        System
            .Runtime.InteropServices.MemoryMarshal.AsBytes(one.AsSpan())
            .SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes(two.AsSpan()));

    private static string Python(string script)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", script]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
