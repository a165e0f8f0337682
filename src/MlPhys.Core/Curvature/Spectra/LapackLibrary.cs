using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Spectra;

/// <summary>The one routine of LAPACK that libtorch does not offer: DSYEV_2STAGE of LAPACK 3.7 and later.</summary>
internal static partial class LapackLibrary
{
    private const string Name = "liblapack.so.3";

    public static bool IsPresent { get; } =
        NativeLibrary.TryLoad(Name, out var library) && NativeLibrary.TryGetExport(library, "dsyev_2stage_", out _);

    /// <summary>Eigenvalues in ascending order; the matrix is overwritten.</summary>
    public static unsafe double[] Eigenvalues(Tensor matrix)
    {
        var n = (int)matrix.shape[0];
        var values = new double[n];
        var bytes = matrix.bytes;
        fixed (byte* entries = bytes)
        fixed (double* result = values)
        {
            double size;
            var info = Run(n, (double*)entries, result, &size, -1);
            if (info == 0)
            {
                var work = new double[(int)size];
                fixed (double* space = work)
                    info = Run(n, (double*)entries, result, space, work.Length);
            }
            return info == 0
                ? values
                : throw new ArithmeticException($"DSYEV_2STAGE of a matrix of {n} rows ended with info = {info}");
        }
    }

    private static unsafe int Run(int n, double* matrix, double* values, double* work, int length)
    {
        var (job, triangle) = ((byte)'N', (byte)'L');
        int info;
        Dsyev2Stage(&job, &triangle, &n, matrix, &n, values, work, &length, &info, 1, 1);
        return info;
    }

    [LibraryImport(Name, EntryPoint = "dsyev_2stage_")]
    private static unsafe partial void Dsyev2Stage(
        byte* job,
        byte* triangle,
        int* n,
        double* matrix,
        int* leading,
        double* values,
        double* work,
        int* length,
        int* info,
        nint jobLength,
        nint triangleLength
    );
}
