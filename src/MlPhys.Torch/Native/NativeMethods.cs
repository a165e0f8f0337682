using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace TorchSharp;

/// <summary>The functions of <c>native/dispatch.cpp</c>, each under its own name there.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = NativeLoader.LibraryName;

    static NativeMethods() => NativeLoader.Register();

    [LibraryImport(Library)]
    internal static partial byte* mlphys_error();

    [LibraryImport(Library)]
    internal static partial byte* mlphys_version();

    [LibraryImport(Library)]
    internal static partial nint mlphys_operator(byte* name, byte* overload);

    [LibraryImport(Library)]
    internal static partial byte* mlphys_schema(nint op);

    [LibraryImport(Library)]
    internal static partial int mlphys_call(nint op, Argument* arguments, int count, nint* result, long* bytes);

    [LibraryImport(Library)]
    internal static partial int mlphys_call_in_place(nint op, Argument* arguments, int count);

    [LibraryImport(Library)]
    internal static partial int mlphys_call_many(nint op, Argument* arguments, int count, Argument** results);

    [LibraryImport(Library)]
    internal static partial void mlphys_free(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial void mlphys_info(nint tensor, TensorInfo* info);

    [LibraryImport(Library)]
    internal static partial void* mlphys_data(nint tensor);

    [LibraryImport(Library)]
    internal static partial nint mlphys_from_blob(
        void* data,
        long* sizes,
        int dimensions,
        int dtype,
        nint state,
        delegate* unmanaged<nint, void> free
    );

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial void mlphys_bump_version(nint tensor);

    [LibraryImport(Library)]
    internal static partial int mlphys_requires_grad(nint tensor);

    [LibraryImport(Library)]
    internal static partial nint mlphys_grad(nint tensor);

    [LibraryImport(Library)]
    internal static partial int mlphys_set_grad(nint tensor, nint gradient);

    [LibraryImport(Library)]
    internal static partial int mlphys_gradient(
        nint* outputs,
        int outputCount,
        nint* inputs,
        int inputCount,
        nint* weights,
        int weightCount,
        int retainGraph,
        int createGraph,
        int allowUnused,
        nint* results
    );

    [LibraryImport(Library)]
    internal static partial int mlphys_backward(
        nint* tensors,
        int count,
        nint* weights,
        int weightCount,
        int retainGraph,
        int createGraph,
        nint* inputs,
        int inputCount
    );

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int mlphys_mode(int mode);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial void mlphys_set_grad_mode(int enabled);

    [LibraryImport(Library)]
    internal static partial nint mlphys_enter_inference(int enabled);

    [LibraryImport(Library)]
    internal static partial void mlphys_exit_inference(nint guard);

    [LibraryImport(Library)]
    internal static partial void mlphys_set_anomaly_mode(int enabled, int checkNan);

    [LibraryImport(Library)]
    internal static partial long mlphys_enter_dual_level();

    [LibraryImport(Library)]
    internal static partial nint mlphys_make_dual(nint primal, nint tangent, long level);

    [LibraryImport(Library)]
    internal static partial int mlphys_exit_dual_level(long level);

    [LibraryImport(Library)]
    internal static partial void mlphys_emit(nint list, nint tensor);

    [LibraryImport(Library)]
    internal static partial int mlphys_apply(
        nint state,
        FunctionCallbacks* callbacks,
        nint* inputs,
        int count,
        Argument** results
    );

    [LibraryImport(Library)]
    internal static partial int mlphys_context_save(nint context, nint* tensors, int count);

    [LibraryImport(Library)]
    internal static partial int mlphys_context_saved(nint context, nint* tensors);

    [LibraryImport(Library)]
    internal static partial int mlphys_context_mark(nint context, int dirty, nint* tensors, int count);

    [LibraryImport(Library)]
    internal static partial void mlphys_context_materialize(nint context, int value);

    [LibraryImport(Library)]
    internal static partial nint mlphys_generator(int deviceType, int deviceIndex, int fresh);

    [LibraryImport(Library)]
    internal static partial void mlphys_generator_free(nint generator);

    [LibraryImport(Library)]
    internal static partial void mlphys_generator_seed(nint generator, ulong seed);

    [LibraryImport(Library)]
    internal static partial ulong mlphys_generator_initial_seed(nint generator);

    [LibraryImport(Library)]
    internal static partial nint mlphys_generator_state(nint generator, nint state);

    [LibraryImport(Library)]
    internal static partial int mlphys_manual_seed(ulong seed);

    [LibraryImport(Library)]
    internal static partial int mlphys_cuda_devices();

    [LibraryImport(Library)]
    internal static partial int mlphys_threads(int betweenOperators);

    [LibraryImport(Library)]
    internal static partial int mlphys_set_threads(int betweenOperators, int count);
}
