namespace TorchSharp;

public static partial class torch
{
    /// <summary>Reverse-mode differentiation.</summary>
    public static unsafe partial class autograd
    {
        /// <summary>The gradients of outputs with respect to inputs, accumulated nowhere.</summary>
        /// <param name="grad_outputs">Weights of the outputs; null: ones, for scalars.</param>
        /// <param name="create_graph">The gradients can be differentiated again.</param>
        /// <param name="allow_unused">An input that no output depends on gives an invalid tensor (see <see cref="Tensor.IsInvalid"/>) instead of an error.</param>
        public static IList<Tensor> grad(
            IList<Tensor> outputs,
            IList<Tensor> inputs,
            IList<Tensor>? grad_outputs = null,
            bool retain_graph = false,
            bool create_graph = false,
            bool allow_unused = false
        )
        {
            var results = new nint[inputs.Count];
            fixed (nint* outs = Handles.Of(outputs))
            fixed (nint* ins = Handles.Of(inputs))
            fixed (nint* weights = Handles.Of(grad_outputs))
            fixed (nint* gradients = results)
                NativeError.Check(
                    NativeMethods.mlphys_gradient(
                        outs,
                        outputs.Count,
                        ins,
                        inputs.Count,
                        weights,
                        grad_outputs?.Count ?? 0,
                        retain_graph || create_graph ? 1 : 0,
                        create_graph ? 1 : 0,
                        allow_unused ? 1 : 0,
                        gradients
                    )
                );
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return [.. results.Select(handle => new Tensor(handle))];
        }

        /// <summary>Accumulates the gradients of tensors into the leaves that they depend on, or into the inputs named.</summary>
        public static void backward(
            IList<Tensor> tensors,
            IList<Tensor>? grad_tensors = null,
            bool? retain_graph = null,
            bool create_graph = false,
            IList<Tensor>? inputs = null
        )
        {
            fixed (nint* outs = Handles.Of(tensors))
            fixed (nint* weights = Handles.Of(grad_tensors))
            fixed (nint* ins = Handles.Of(inputs))
                NativeError.Check(
                    NativeMethods.mlphys_backward(
                        outs,
                        tensors.Count,
                        weights,
                        grad_tensors?.Count ?? 0,
                        retain_graph ?? create_graph ? 1 : 0,
                        create_graph ? 1 : 0,
                        ins,
                        inputs?.Count ?? 0
                    )
                );
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        public static void backward(
            Tensor tensor,
            IList<Tensor>? grad_tensors = null,
            bool? retain_graph = null,
            bool create_graph = false,
            IList<Tensor>? inputs = null
        ) => backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(
            Tensor tensor,
            Tensor grad_tensor,
            bool? retain_graph = null,
            bool create_graph = false,
            IList<Tensor>? inputs = null
        ) => backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        public static AnomalyMode detect_anomaly(bool check_nan = true) => new(true, check_nan);

        public static AnomalyMode set_detect_anomaly(bool mode, bool check_nan = true) => new(mode, check_nan);
    }
}
