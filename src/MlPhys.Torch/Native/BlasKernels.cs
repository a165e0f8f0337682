using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace TorchSharp;

/// <summary>Lets OpenBLAS use AVX-512 on AMD's processors: releases up to 0.3.21, Debian 12's, take those for Haswell, at half the speed.</summary>
internal static partial class BlasKernels
{
    private const string Choice = "OPENBLAS_CORETYPE";

    /// <summary>Whether the choice is made here.</summary>
    internal static bool AreChosen =>
        IsAmd && Avx512F.IsSupported && Avx512BW.IsSupported && Avx512CD.IsSupported && Avx512DQ.IsSupported;

    /// <summary>Names the kernels, before OpenBLAS is loaded, where the user has not.</summary>
    internal static void Choose()
    {
        // .NET keeps its own copy of the environment: what native code shall see goes through the C library.
        if (AreChosen)
            _ = SetEnvironment(Choice, "SkylakeX", overwrite: 0);
    }

    private static bool IsAmd
    {
        get
        {
            if (!X86Base.IsSupported)
                return false;
            var (_, first, third, second) = X86Base.CpuId(0, 0);
            int[] name = [first, second, third];
            return Encoding.ASCII.GetString(MemoryMarshal.AsBytes(name.AsSpan())) == "AuthenticAMD";
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
