namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        private static readonly Operator IndexOperator = new("index", "Tensor");
        private static readonly Operator IndexPutOperator = new("index_put_");

        /// <summary>The elements that index tensors choose; a null stands for a whole dimension.</summary>
        private static Tensor Gather(Tensor source, Tensor?[] indices)
        {
            fixed (nint* handles = Handles.Of(indices))
            {
                var arguments = stackalloc[] { Argument.Of(source), Argument.OptionalList(handles, indices.Length) };
                var result = IndexOperator.Call(arguments, 2);
                GC.KeepAlive(source);
                GC.KeepAlive(indices);
                return result;
            }
        }

        private static void Scatter(Tensor target, Tensor?[] indices, Tensor value, bool accumulate)
        {
            fixed (nint* handles = Handles.Of(indices))
            {
                var arguments = stackalloc[] {
                    Argument.Of(target),
                    Argument.OptionalList(handles, indices.Length),
                    Argument.Of(value),
                    Argument.Of(accumulate),
                };
                IndexPutOperator.CallInPlace(arguments, 4);
                GC.KeepAlive(target);
                GC.KeepAlive(indices);
                GC.KeepAlive(value);
            }
        }
    }
}
