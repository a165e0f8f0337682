namespace TorchSharp;

public static partial class torch
{
    /// <summary>NVIDIA GPUs, where the libtorch in use was built for them.</summary>
    public static class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static int device_count() => NativeMethods.mlphys_cuda_devices();
    }
}
