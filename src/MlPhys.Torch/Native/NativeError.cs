using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace TorchSharp;

/// <summary>Carries failures over the border, in both directions.</summary>
internal static unsafe partial class NativeError
{
    private static readonly ConcurrentDictionary<long, Exception> InFlight = new();
    private static long lastNumber;

    /// <summary>Throws what libtorch said when a native function reported a failure.</summary>
    /// <exception cref="ExternalException">Always, unless a managed callback threw: then that exception is the inner one.</exception>
    internal static Exception Last()
    {
        var message = Marshal.PtrToStringUTF8((nint)NativeMethods.mlphys_error()) ?? "libtorch gave no reason";
        var number = ManagedException().Match(message);
        return
            number.Success
            && InFlight.TryRemove(long.Parse(number.Groups[1].Value, CultureInfo.InvariantCulture), out var inner)
            ? new ExternalException($"A managed autograd function failed: {inner.Message}", inner)
            : new ExternalException(message);
    }

    internal static void Check(int status)
    {
        if (status < 0)
            throw Last();
    }

    /// <summary>Keeps an exception of a callback until the native call around it returns.</summary>
    internal static long Hold(Exception exception)
    {
        var number = Interlocked.Increment(ref lastNumber);
        InFlight[number] = exception;
        return number;
    }

    [GeneratedRegex("managed exception #([0-9]+)")]
    private static partial Regex ManagedException();
}
