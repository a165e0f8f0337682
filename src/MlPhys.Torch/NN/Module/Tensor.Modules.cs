namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Takes over another tensor's handle, and its place in a dispose scope.</summary>
        private protected Tensor(Tensor data)
            : this(data.Handle, data.weight)
        {
            MoveToOtherDisposeScope(data);
            data.DetachFromDisposeScope();
            data.handle = 0;
            DisposeScopeManager.ThreadSingleton.Freed(data.weight);
        }

        /// <summary>Changes type and place and stays the same tensor for everyone who holds it.</summary>
        internal void ConvertInPlace(Device? device, ScalarType? dtype, bool non_blocking)
        {
            var type = is_floating_point() || is_complex() ? dtype ?? this.dtype : this.dtype;
            var place = device ?? this.device;
            if (type == this.dtype && place == this.device)
                return;
            using var converted = to(type, place, non_blocking: non_blocking);
            replace_data(converted);
        }

        internal void ForgetGradient(bool set_to_none)
        {
            if (set_to_none)
            {
                grad = null;
                return;
            }
            using var gradient = grad;
            using var plain = gradient?.detach();
            plain?.zero_();
        }
    }
}
