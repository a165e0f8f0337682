namespace TorchSharp;

public static partial class torch
{
    public static unsafe partial class autograd
    {
        /// <summary>
        /// Forward-mode differentiation: a dual tensor carries a tangent through each operation. TorchSharp has none; the
        /// names are PyTorch's.
        /// </summary>
        public static class forward_ad
        {
            [ThreadStatic]
            private static long depth;

            /// <summary>Opens the level in which dual tensors live; it ends when the result is disposed.</summary>
            public static IDisposable dual_level() => new DualLevel();

            /// <summary>A tensor with a tangent of the same shape.</summary>
            /// <exception cref="InvalidOperationException">No level is open.</exception>
            public static Tensor make_dual(Tensor tensor, Tensor tangent)
            {
                var dual = NativeMethods.mlphys_make_dual(tensor.Handle, tangent.Handle, Level());
                GC.KeepAlive(tensor);
                GC.KeepAlive(tangent);
                return dual != 0 ? new(dual) : throw NativeError.Last();
            }

            /// <summary>A dual tensor's parts; without a tangent the second is null.</summary>
            public static (Tensor primal, Tensor? tangent) unpack_dual(Tensor tensor)
            {
                var (primal, tangent) = dual_parts(tensor, Level());
                return (primal, tangent.IsInvalid ? null : tangent);
            }

            private static long Level() =>
                depth > 0 ? depth - 1 : throw new InvalidOperationException("No dual_level() is open on this thread.");

            private sealed class DualLevel : IDisposable
            {
                private readonly long level;
                private bool open = true;

                public DualLevel()
                {
                    level = NativeMethods.mlphys_enter_dual_level();
                    if (level < 0)
                        throw NativeError.Last();
                    depth = level + 1;
                }

                public void Dispose()
                {
                    if (!open)
                        return;
                    NativeError.Check(NativeMethods.mlphys_exit_dual_level(level));
                    depth = level;
                    open = false;
                }
            }
        }
    }
}
