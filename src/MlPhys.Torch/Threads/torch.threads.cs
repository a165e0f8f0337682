using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static int get_num_threads() => threads.Count;

    public static void set_num_threads(int num) => threads.Count = num;

    public static int get_num_interop_threads() => NativeMethods.mlphys_threads(1);

    /// <summary>Can be set once, before the first parallel work between operators.</summary>
    public static void set_num_interop_threads(int num) => NativeError.Check(NativeMethods.mlphys_set_threads(1, num));

    /// <summary>
    /// The threads of an operator, in one place: libtorch's own and those of OpenBLAS, which does its matrix products.
    /// </summary>
    public static unsafe class threads
    {
        /// <summary>How many threads one operator may use.</summary>
        /// <exception cref="ArgumentOutOfRangeException">Set to less than one.</exception>
        public static int Count
        {
            get => NativeMethods.mlphys_threads(0);
            set
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
                NativeError.Check(NativeMethods.mlphys_set_threads(0, value));
                if (OpenBlas("openblas_set_num_threads") is var set and not 0)
                    ((delegate* unmanaged<int, void>)set)(value);
            }
        }

        /// <summary>How many threads OpenBLAS uses, or null where another BLAS is in use.</summary>
        public static int? BlasCount =>
            OpenBlas("openblas_get_num_threads") is var get and not 0 ? ((delegate* unmanaged<int>)get)() : null;

        /// <summary>
        /// The BLAS behind libtorch: OpenBLAS with its build; "reference BLAS", Debian's slow one, where
        /// <c>apt-get install libopenblas0-pthread</c> puts OpenBLAS in its place; or "built into libtorch".
        /// </summary>
        public static string Blas =>
            OpenBlas("openblas_get_config") is var config and not 0
                ? Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)config)())!
            : IsBlasLoaded ? "reference BLAS"
            : "built into libtorch";

        private static bool IsBlasLoaded =>
            File.ReadLines("/proc/self/maps").Any(line => line.Contains("/libblas.so", StringComparison.Ordinal));

        /// <summary>A function of the OpenBLAS that stands in for libblas.so.3, or zero.</summary>
        private static nint OpenBlas(string function)
        {
            NativeMethods.mlphys_version();
            return
                IsBlasLoaded
                && NativeLibrary.TryLoad("libblas.so.3", out var blas)
                && NativeLibrary.TryGetExport(blas, function, out var address)
                ? address
                : 0;
        }
    }
}
