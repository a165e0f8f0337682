namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                ConvertOwn(device, dtype, non_blocking);
                foreach (var child in children())
                    child._to(device, dtype, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                ConvertOwn(new Device(deviceType, deviceIndex), null, non_blocking);
                foreach (var child in children())
                    child._to(deviceType, deviceIndex, non_blocking);
                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                ConvertOwn(null, dtype, non_blocking);
                foreach (var child in children())
                    child._to(dtype, non_blocking);
                return this;
            }

            public Module _to(Tensor other, bool non_blocking) => _to(other.device, other.dtype, non_blocking);

            /// <summary>
            /// Moves and converts in place: every parameter and buffer stays the same object, so that fields, optimisers and
            /// hooks which hold it keep working. Integer tensors keep their type, as in PyTorch.
            /// </summary>
            private void ConvertOwn(Device? device, ScalarType? dtype, bool non_blocking)
            {
                if (dtype is { } type && !is_floating_point(type) && !is_complex(type))
                    throw new ArgumentException(
                        $"A module's parameters can be floating point or complex, but '{type}' was asked for.",
                        nameof(dtype)
                    );
                using var untracked = no_grad();
                foreach (var parameter in parameters(recurse: false))
                {
                    parameter.ConvertInPlace(device, dtype, non_blocking);
                    parameter.grad?.ConvertInPlace(device, dtype, non_blocking);
                }
                foreach (var buffer in buffers(recurse: false))
                    buffer.ConvertInPlace(device, dtype, non_blocking);
            }
        }
    }
}
