using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>What the native node calls: one function for each pass, and one when the node is gone.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FunctionCallbacks
{
    public delegate* unmanaged<nint, nint, nint, long> Forward;
    public delegate* unmanaged<nint, nint, nint*, int, nint, long> Backward;
    public delegate* unmanaged<nint, void> Free;
}

/// <summary>One application of a custom function, alive as long as its node in the graph.</summary>
internal sealed unsafe class FunctionCall(
    string name,
    object[] arguments,
    Func<torch.autograd.AutogradContext, object[], List<torch.Tensor>> forward,
    Func<torch.autograd.AutogradContext, List<torch.Tensor>, List<torch.Tensor?>> backward
)
{
    private readonly torch.autograd.AutogradContext context = new();
    private readonly bool[] isTensor = Array.ConvertAll(
        arguments,
        argument => argument is torch.Tensor { IsInvalid: false }
    );
    private object[]? pending = arguments;

    internal List<torch.Tensor> Apply()
    {
        var inputs = pending!.Where((_, i) => isTensor[i]).Cast<torch.Tensor>().ToArray();
        var callbacks = new FunctionCallbacks
        {
            Forward = &RunForward,
            Backward = &RunBackward,
            Free = &Release,
        };
        Argument* results;
        int count;
        var state = GCHandle.ToIntPtr(GCHandle.Alloc(this));
        fixed (nint* handles = Handles.Of(inputs))
            count = NativeMethods.mlphys_apply(state, &callbacks, handles, inputs.Length, &results);
        GC.KeepAlive(inputs);
        NativeError.Check(count);
        var outputs = new List<torch.Tensor>(count);
        for (var i = 0; i < count; i++)
            outputs.Add(torch.Tensor.Own(results[i]));
        return outputs;
    }

    [UnmanagedCallersOnly]
    private static long RunForward(nint state, nint native, nint outputs) =>
        Guarded(state, native, call => call.Forward(outputs));

    [UnmanagedCallersOnly]
    private static long RunBackward(nint state, nint native, nint* gradients, int count, nint outputs)
    {
        var handles = new Span<nint>(gradients, count).ToArray();
        return Guarded(state, native, call => call.Backward(handles, outputs));
    }

    [UnmanagedCallersOnly]
    private static void Release(nint state) => GCHandle.FromIntPtr(state).Free();

    /// <summary>An exception must not cross native frames: it is held back and its number returned.</summary>
    private static long Guarded(nint state, nint native, Action<FunctionCall> pass)
    {
        try
        {
            var call = (FunctionCall)GCHandle.FromIntPtr(state).Target!;
            using var scope = torch.NewDisposeScope();
            call.context.Enter(native);
            pass(call);
            return 0;
        }
        catch (Exception exception)
        {
            return NativeError.Hold(exception);
        }
    }

    private void Forward(nint outputs)
    {
        var results = forward(context, pending!);
        pending = null;
        foreach (var result in results)
            NativeMethods.mlphys_emit(outputs, result.Handle);
        GC.KeepAlive(results);
    }

    private void Backward(nint[] handles, nint outputs)
    {
        var gradients = handles.Select(handle => new torch.Tensor(handle)).ToList();
        var results = backward(context, gradients);
        if (results.Count < isTensor.Length || results.Skip(isTensor.Length).Any(Given))
            throw new InvalidOperationException(
                $"{name}.backward returned {results.Count} gradients for {isTensor.Length} arguments."
            );
        for (var i = 0; i < isTensor.Length; i++)
        {
            if (isTensor[i])
                NativeMethods.mlphys_emit(outputs, Given(results[i]) ? results[i]!.Handle : 0);
            else if (Given(results[i]))
                throw new InvalidOperationException(
                    $"{name}.backward returned a gradient for argument {i}, which is no tensor."
                );
        }
        GC.KeepAlive(results);
    }

    private static bool Given(torch.Tensor? gradient) => gradient is { IsInvalid: false };
}
