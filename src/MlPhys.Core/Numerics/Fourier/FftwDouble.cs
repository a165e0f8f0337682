using System.Runtime.InteropServices;

namespace MlPhys.Numerics.Fourier;

/// <summary>The batched transforms of FFTW 3 in double precision (libfftw3; user manual 3.3.10, section 4.4).</summary>
internal static unsafe partial class FftwDouble
{
    private const string Name = "libfftw3.so.3";

    /// <summary>Whether the library is there.</summary>
    public static bool IsPresent { get; } = NativeLibrary.TryLoad(Name, out _);

    [LibraryImport(Name, EntryPoint = "fftw_plan_many_dft")]
    public static partial nint PlanComplex(
        int rank,
        int* n,
        int count,
        void* input,
        int* inputShape,
        int inputStride,
        int inputDistance,
        void* output,
        int* outputShape,
        int outputStride,
        int outputDistance,
        int sign,
        uint flags
    );

    [LibraryImport(Name, EntryPoint = "fftw_plan_many_dft_r2c")]
    public static partial nint PlanRealForward(
        int rank,
        int* n,
        int count,
        void* input,
        int* inputShape,
        int inputStride,
        int inputDistance,
        void* output,
        int* outputShape,
        int outputStride,
        int outputDistance,
        uint flags
    );

    [LibraryImport(Name, EntryPoint = "fftw_plan_many_dft_c2r")]
    public static partial nint PlanRealInverse(
        int rank,
        int* n,
        int count,
        void* input,
        int* inputShape,
        int inputStride,
        int inputDistance,
        void* output,
        int* outputShape,
        int outputStride,
        int outputDistance,
        uint flags
    );

    [LibraryImport(Name, EntryPoint = "fftw_execute_dft")]
    public static partial void ExecuteComplex(nint plan, void* input, void* output);

    [LibraryImport(Name, EntryPoint = "fftw_execute_dft_r2c")]
    public static partial void ExecuteRealForward(nint plan, void* input, void* output);

    [LibraryImport(Name, EntryPoint = "fftw_execute_dft_c2r")]
    public static partial void ExecuteRealInverse(nint plan, void* input, void* output);
}
