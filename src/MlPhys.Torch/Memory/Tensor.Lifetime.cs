namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor : IDisposable, IEquatable<Tensor>
    {
        private readonly long weight;
        private nint handle;

        /// <summary>Takes over one reference to a native tensor.</summary>
        internal Tensor(nint handle, long bytes = 0)
        {
            this.handle = handle;
            weight = bytes;
            DisposeScopeManager.ThreadSingleton.Register(this, bytes);
        }

        /// <summary>Frees a tensor that nobody disposed; scopes hold their tensors, so it is in none.</summary>
        ~Tensor() => Free(DisposeScopeManager.ThreadSingleton);

        /// <summary>The native tensor.</summary>
        /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
        public nint Handle => handle != 0 ? handle : throw Disposed();

        /// <summary>Whether the tensor was disposed.</summary>
        public bool IsInvalid => handle == 0;

        internal DisposeScope? OwningDisposeScope { get; set; }

        internal int ScopeIndex { get; set; }

        public void Dispose()
        {
            if (handle == 0)
                return;
            var manager = DisposeScopeManager.ThreadSingleton;
            manager.Unregister(this);
            Free(manager);
            GC.SuppressFinalize(this);
        }

        /// <summary>Hands the tensor to the scope around the one that owns it, or to nobody where there is none.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Takes the tensor out of all scopes: from now on its owner or its finalizer frees it.</summary>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        /// <summary>Hands the tensor to the scope that owns another tensor.</summary>
        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        /// <summary>Hands the tensor to another scope; null takes it out of all scopes.</summary>
        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is null)
                other?.Attach(this);
            else
                OwningDisposeScope.MoveToOther(other, this);
            return this;
        }

        /// <summary>Takes over a native result.</summary>
        internal static Tensor Own(Argument result) => new(result.Pointer, result.Count);

        private void Free(DisposeScopeManager manager)
        {
            var freed = Interlocked.Exchange(ref handle, 0);
            if (freed == 0)
                return;
            NativeMethods.mlphys_free(freed);
            manager.Freed(weight);
        }

        private static ObjectDisposedException Disposed() =>
            new(nameof(Tensor), "The tensor was disposed, by hand or by the dispose scope that it was created in.");
    }
}
