using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp;

/// <summary>An operator of libtorch's dispatcher, looked up by name at its first call.</summary>
internal sealed unsafe class Operator(string name, string overload = "")
{
    private nint handle;

    internal string Name => name;

    internal string Overload => overload;

    /// <summary>The schema in libtorch's own notation.</summary>
    internal string Schema => Marshal.PtrToStringUTF8((nint)NativeMethods.mlphys_schema(Handle))!;

    private nint Handle => handle != 0 ? handle : Find();

    /// <summary>Calls an operator that returns one tensor.</summary>
    internal torch.Tensor Call(Argument* arguments, int count)
    {
        nint result;
        long bytes;
        if (NativeMethods.mlphys_call(Handle, arguments, count, &result, &bytes) != 0)
            throw NativeError.Last();
        return new torch.Tensor(result, bytes);
    }

    /// <summary>Calls an operator for its effect on its first argument.</summary>
    internal void CallInPlace(Argument* arguments, int count)
    {
        if (NativeMethods.mlphys_call_in_place(Handle, arguments, count) != 0)
            throw NativeError.Last();
    }

    /// <summary>Calls an operator with any results; they hold until this thread's next call.</summary>
    internal ReadOnlySpan<Argument> CallMany(Argument* arguments, int count)
    {
        Argument* results;
        var length = NativeMethods.mlphys_call_many(Handle, arguments, count, &results);
        return length >= 0 ? new(results, length) : throw NativeError.Last();
    }

    /// <summary>Calls an operator that returns a list of tensors.</summary>
    internal torch.Tensor[] CallList(Argument* arguments, int count)
    {
        var results = CallMany(arguments, count);
        var tensors = new torch.Tensor[results.Length];
        for (var i = 0; i < tensors.Length; i++)
            tensors[i] = torch.Tensor.Own(results[i]);
        return tensors;
    }

    private nint Find()
    {
        fixed (byte* symbol = Encoding.UTF8.GetBytes($"aten::{name}\0"))
        fixed (byte* variant = Encoding.UTF8.GetBytes($"{overload}\0"))
            handle = NativeMethods.mlphys_operator(symbol, variant);
        return handle != 0 ? handle : throw NativeError.Last();
    }
}
