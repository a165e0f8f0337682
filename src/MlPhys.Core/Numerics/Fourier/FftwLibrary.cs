using System.Runtime.InteropServices;

namespace MlPhys.Numerics.Fourier;

/// <summary>The functions of FFTW 3 that are used (fftw.org, user manual 3.3.10, sections 4.3 and 5).</summary>
internal static partial class FftwLibrary
{
    public const int Forward = -1;
    public const int Backward = 1;

    /// <summary>FFTW_ESTIMATE: plan without measuring, which leaves the arrays alone and gives the same bits in each run.</summary>
    public const uint Estimate = 1U << 6;

    private const string Name = "libfftw3.so.3";
    private const string ThreadsName = "libfftw3_threads.so.3";

    /// <summary>Whether the library is there.</summary>
    public static bool IsPresent { get; } = NativeLibrary.TryLoad(Name, out _);

    /// <summary>Whether its threads are there; they are set up by this question.</summary>
    public static bool HasThreads { get; } =
        IsPresent && NativeLibrary.TryLoad(ThreadsName, out _) && InitThreads() != 0;

    [LibraryImport(Name, EntryPoint = "fftw_plan_dft")]
    public static unsafe partial nint PlanComplex(int rank, int* n, void* input, void* output, int sign, uint flags);

    [LibraryImport(Name, EntryPoint = "fftw_plan_dft_r2c")]
    public static unsafe partial nint PlanRealForward(int rank, int* n, void* input, void* output, uint flags);

    [LibraryImport(Name, EntryPoint = "fftw_plan_dft_c2r")]
    public static unsafe partial nint PlanRealInverse(int rank, int* n, void* input, void* output, uint flags);

    [LibraryImport(Name, EntryPoint = "fftw_execute_dft")]
    public static unsafe partial void ExecuteComplex(nint plan, void* input, void* output);

    [LibraryImport(Name, EntryPoint = "fftw_execute_dft_r2c")]
    public static unsafe partial void ExecuteRealForward(nint plan, void* input, void* output);

    [LibraryImport(Name, EntryPoint = "fftw_execute_dft_c2r")]
    public static unsafe partial void ExecuteRealInverse(nint plan, void* input, void* output);

    [LibraryImport(ThreadsName, EntryPoint = "fftw_plan_with_nthreads")]
    public static partial void PlanWithThreads(int threads);

    [LibraryImport(ThreadsName, EntryPoint = "fftw_init_threads")]
    private static partial int InitThreads();
}
