namespace TorchSharp;

public static partial class torch
{
    public static unsafe partial class autograd
    {
        /// <summary>What a custom function hands from its forward to its backward pass.</summary>
        public sealed class AutogradContext
        {
            private readonly Dictionary<string, object> data = new(StringComparer.Ordinal);
            private nint native;

            internal AutogradContext() { }

            public bool MaterializeGrads { get; private set; } = true;

            /// <summary>Keeps inputs or outputs for backward; autograd checks that nobody changes them in between.</summary>
            public void save_for_backward(List<Tensor> tensors)
            {
                fixed (nint* handles = Handles.Of(tensors))
                    NativeError.Check(NativeMethods.mlphys_context_save(native, handles, tensors.Count));
                GC.KeepAlive(tensors);
            }

            /// <summary>The tensors saved, in their order; a tensor that was null comes back invalid.</summary>
            public List<Tensor> get_saved_variables()
            {
                var count = NativeMethods.mlphys_context_saved(native, null);
                NativeError.Check(count);
                var saved = new nint[count];
                fixed (nint* handles = saved)
                    NativeError.Check(NativeMethods.mlphys_context_saved(native, handles));
                return [.. saved.Select(handle => new Tensor(handle))];
            }

            /// <summary>Keeps a value that is no tensor.</summary>
            public void save_data(string key, object value) => data[key] = value;

            public object? get_data(string key) => data.GetValueOrDefault(key);

            public void mark_dirty(List<Tensor> tensors) => Mark(tensors, dirty: true);

            public void mark_non_differentiable(List<Tensor> tensors) => Mark(tensors, dirty: false);

            /// <summary>Whether a gradient that is absent arrives in backward as zeros; it does unless set.</summary>
            public void set_materialize_grads(bool value)
            {
                MaterializeGrads = value;
                NativeMethods.mlphys_context_materialize(native, value ? 1 : 0);
            }

            /// <summary>Binds the context to the native one for the time of a pass.</summary>
            internal void Enter(nint context) => native = context;

            private void Mark(List<Tensor> tensors, bool dirty)
            {
                fixed (nint* handles = Handles.Of(tensors))
                    NativeError.Check(NativeMethods.mlphys_context_mark(native, dirty ? 1 : 0, handles, tensors.Count));
                GC.KeepAlive(tensors);
            }
        }
    }
}
