namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>Whether autograd follows the tensor.</summary>
        public bool requires_grad
        {
            get
            {
                var value = NativeMethods.mlphys_requires_grad(Handle);
                GC.KeepAlive(this);
                return value >= 0 ? value != 0 : throw NativeError.Last();
            }
            set => track(value);
        }

        public bool is_leaf => leaf();

        /// <summary>What <c>backward</c> has accumulated, or null.</summary>
        public Tensor? grad
        {
            get
            {
                var gradient = NativeMethods.mlphys_grad(Handle);
                GC.KeepAlive(this);
                return gradient != 0 ? new(gradient) : null;
            }
            set
            {
                NativeError.Check(NativeMethods.mlphys_set_grad(Handle, value?.Handle ?? 0));
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        public Tensor requires_grad_(bool requires_grad = true) => track(requires_grad);

        public Tensor with_requires_grad(bool requires_grad = true) => track(requires_grad);

        /// <summary>Keeps the gradient of a tensor that is no leaf.</summary>
        public void retain_grad() => keep_grad();

        /// <summary>Accumulates the gradients of a scalar into the leaves that it depends on.</summary>
        public void backward() => autograd.backward([this]);

        public void backward(
            IList<Tensor>? grad_tensors = null,
            bool retain_graph = false,
            bool create_graph = false,
            IList<Tensor>? inputs = null
        ) => autograd.backward([this], grad_tensors, retain_graph || create_graph, create_graph, inputs);
    }
}
