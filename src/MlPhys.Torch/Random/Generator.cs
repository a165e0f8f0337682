namespace TorchSharp;

public static partial class torch
{
    /// <summary>A stream of random numbers with its own state.</summary>
    public class Generator : IDisposable
    {
        private nint handle;

        /// <summary>A new stream on a device.</summary>
        public Generator(ulong seed = 0, Device? device = null)
            : this(device ?? CPU, fresh: true) => NativeMethods.mlphys_generator_seed(Handle, seed);

        private Generator(Device device, bool fresh)
        {
            this.device = device;
            handle = NativeMethods.mlphys_generator((int)device.type, device.index, fresh ? 1 : 0);
            if (handle == 0)
                throw NativeError.Last();
        }

        ~Generator() => Dispose(false);

        /// <summary>The stream that is used where none is named.</summary>
        public static Generator Default => new(CPU, fresh: false);

        public nint Handle
        {
            get
            {
                ObjectDisposedException.ThrowIf(handle == 0, this);
                return handle;
            }
        }

        public Device device { get; }

        public Generator manual_seed(long seed)
        {
            NativeMethods.mlphys_generator_seed(Handle, (ulong)seed);
            return this;
        }

        /// <summary>Seeds the stream from the clock and returns the seed.</summary>
        public long seed()
        {
            var seed = DateTime.UtcNow.Ticks;
            manual_seed(seed);
            return seed;
        }

        public long initial_seed() => (long)NativeMethods.mlphys_generator_initial_seed(Handle);

        public Tensor get_state()
        {
            var state = NativeMethods.mlphys_generator_state(Handle, 0);
            return state != 0 ? new(state) : throw NativeError.Last();
        }

        public void set_state(Tensor value)
        {
            if (NativeMethods.mlphys_generator_state(Handle, value.Handle) == 0)
                throw NativeError.Last();
            GC.KeepAlive(value);
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var freed = Interlocked.Exchange(ref handle, 0);
            if (freed != 0)
                NativeMethods.mlphys_generator_free(freed);
        }
    }
}
